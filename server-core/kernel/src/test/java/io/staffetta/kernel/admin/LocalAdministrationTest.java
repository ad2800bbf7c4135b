package io.staffetta.kernel.admin;

class LocalAdministrationTest extends AdministrationContract {

    @Override
    Administration admin() {
        return new LocalAdministration(server, CLOCK);
    }
}
