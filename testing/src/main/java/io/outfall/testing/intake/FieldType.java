// SPDX-License-Identifier: Apache-2.0
package io.outfall.testing.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;

/** What a field of a staging table may hold, beside null. */
public enum FieldType {
    /** A whole number. */
    LONG,
    /** Any number. */
    DOUBLE,
    STRING,
    BOOLEAN,
    /** ISO 8601: a date, or a date and a time with or without an offset. */
    DATE;

    boolean takes(JsonNode value) {
        return value.isNull()
                || switch (this) {
                    case LONG -> value.isIntegralNumber();
                    case DOUBLE -> value.isNumber();
                    case STRING -> value.isTextual();
                    case BOOLEAN -> value.isBoolean();
                    case DATE -> value.isTextual() && isDate(value.textValue());
                };
    }

    private static boolean isDate(String text) {
        try {
            (text.contains("T") ? DateTimeFormatter.ISO_DATE_TIME : DateTimeFormatter.ISO_LOCAL_DATE).parse(text);
            return true;
        } catch (DateTimeException no) {
            return false;
        }
    }
}
