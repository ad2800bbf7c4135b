package io.staffetta.kernel.admin;

class LocalQueueTest extends QueueAdministrationContract {

    @Override
    QueueAdministration queue() {
        return new LocalAdministration(server, AdministrationContract.CLOCK).queue();
    }
}
