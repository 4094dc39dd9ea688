// SPDX-License-Identifier: Apache-2.0
package io.outfall.quickstart;

import java.sql.SQLException;
import java.util.List;

/** Where rows arrived, told in DuckDB's SQL. */
interface Tables {
    /** Names of the tables that are there. */
    List<String> tables() throws SQLException;

    /** What stands for a table behind FROM; it has a column {@code __op}. */
    String from(String table);

    TextTable query(String sql) throws SQLException;
}
