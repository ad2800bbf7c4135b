/// Accounts, domains and aliases in H2 or PostgreSQL.
@NullMarked
package io.staffetta.sql;

import org.jspecify.annotations.NullMarked;
