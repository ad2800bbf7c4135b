package io.staffetta.relay;

import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.relay.RelayPolicy;
import io.staffetta.testkit.FixedTransaction;
import io.staffetta.testkit.RelayPolicyContract;

class AuthenticatedPolicyTest implements RelayPolicyContract {

    @Override
    public RelayPolicy policy() {
        return new AuthenticatedPolicy();
    }

    @Override
    public Transaction permitted() {
        return FixedTransaction.from("192.0.2.1").as("alice@example.org");
    }

    @Override
    public Transaction stranger() {
        return FixedTransaction.from("127.0.0.1");
    }
}
