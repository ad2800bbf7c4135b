package io.staffetta.sql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Reads and changes the entries of one table.
record StateRows(Handle handle, String table) {

    private static final String UNIQUE_VIOLATION = "23505";

    /// @param expires in milliseconds since 1970
    /// @param stamp another one after each change, so that nobody overwrites what he has not seen
    record Row(byte[] key, byte[] content, long expires, long stamp) {}

    Optional<Row> find(byte[] key) {
        return handle.createQuery(
                        """
                        SELECT entry_key, content, expires, stamp FROM "staffetta_state".state_entry
                        WHERE table_name = ? AND entry_key = ?
                        """)
                .bind(0, table)
                .bind(1, key)
                .map((row, _) ->
                        new Row(row.getBytes(1), row.getBytes(2), row.getLong(3), row.getLong(4)))
                .findOne();
    }

    /// Whether there was none.
    boolean insert(Row row) {
        try {
            handle.createUpdate(
                            """
                            INSERT INTO "staffetta_state".state_entry
                            (table_name, entry_key, content, expires, stamp)
                            VALUES (?, ?, ?, ?, ?)
                            """)
                    .bind(0, table)
                    .bind(1, row.key())
                    .bind(2, row.content())
                    .bind(3, row.expires())
                    .bind(4, row.stamp())
                    .execute();
            return true;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException sql
                    && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /// Whether there was one.
    boolean overwrite(Row row) {
        return handle.createUpdate(
                                """
                                UPDATE "staffetta_state".state_entry
                                SET content = ?, expires = ?, stamp = ?
                                WHERE table_name = ? AND entry_key = ?
                                """)
                        .bind(0, row.content())
                        .bind(1, row.expires())
                        .bind(2, row.stamp())
                        .bind(3, table)
                        .bind(4, row.key())
                        .execute()
                > 0;
    }

    /// Whether there still was the one with that stamp.
    boolean replace(Row row, long stamp) {
        return handle.createUpdate(
                                """
                                UPDATE "staffetta_state".state_entry
                                SET content = ?, expires = ?, stamp = ?
                                WHERE table_name = ? AND entry_key = ? AND stamp = ?
                                """)
                        .bind(0, row.content())
                        .bind(1, row.expires())
                        .bind(2, row.stamp())
                        .bind(3, table)
                        .bind(4, row.key())
                        .bind(5, stamp)
                        .execute()
                > 0;
    }

    /// How many of these there still were as they are here.
    int delete(List<Row> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        var batch =
                handle.prepareBatch(
                        """
                        DELETE FROM "staffetta_state".state_entry
                        WHERE table_name = ? AND entry_key = ? AND stamp = ?
                        """);
        rows.forEach(row -> batch.bind(0, table).bind(1, row.key()).bind(2, row.stamp()).add());
        int gone = 0;
        for (int count : batch.execute()) {
            gone += Math.max(count, 0);
        }
        return gone;
    }

    List<Row> list(byte[] after, long now, int limit) {
        return handle.createQuery(
                        """
                        SELECT entry_key, content, expires, stamp FROM "staffetta_state".state_entry
                        WHERE table_name = ? AND entry_key > ? AND expires > ?
                        ORDER BY entry_key LIMIT ?
                        """)
                .bind(0, table)
                .bind(1, after)
                .bind(2, now)
                .bind(3, limit)
                .map((row, _) ->
                        new Row(row.getBytes(1), row.getBytes(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    /// Those that expire first, without what they say.
    ///
    /// @param until only those that expire until then
    List<Row> soonest(long until, int limit) {
        return handle.createQuery(
                        """
                        SELECT entry_key, expires, stamp FROM "staffetta_state".state_entry
                        WHERE table_name = ? AND expires <= ? ORDER BY expires LIMIT ?
                        """)
                .bind(0, table)
                .bind(1, until)
                .bind(2, limit)
                .map((row, _) ->
                        new Row(row.getBytes(1), new byte[0], row.getLong(2), row.getLong(3)))
                .list();
    }

    int count() {
        return handle.createQuery(
                        """
                        SELECT COUNT(*) FROM "staffetta_state".state_entry WHERE table_name = ?
                        """)
                .bind(0, table)
                .mapTo(Integer.class)
                .one();
    }
}
