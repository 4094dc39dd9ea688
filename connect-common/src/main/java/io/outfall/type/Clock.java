// SPDX-License-Identifier: Apache-2.0
package io.outfall.type;

/** Writes times that java.time has no class for. */
final class Clock {

    private Clock() {}

    /** {@code 24:00:00}, {@code 838:59:59.5}: two digits or more for the hours, a fraction where there is one. */
    static String shown(long seconds, long nanos) {
        StringBuilder text = new StringBuilder(18);
        twoDigits(text, seconds / 3600).append(':');
        twoDigits(text, seconds / 60 % 60).append(':');
        twoDigits(text, seconds % 60).append(fraction(nanos));
        return text.toString();
    }

    /** {@code .5} for half a second, nothing for none. */
    static String fraction(long nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = Long.toString(1_000_000_000L + nanos);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "." + digits.substring(1, end);
    }

    /** {@code Z} or {@code +02:00}, with seconds where there are any. */
    static String offset(int seconds) {
        if (seconds == 0) {
            return "Z";
        }
        long size = Math.abs(seconds);
        StringBuilder text = new StringBuilder(9).append(seconds < 0 ? '-' : '+');
        twoDigits(text, size / 3600).append(':');
        twoDigits(text, size / 60 % 60);
        return size % 60 == 0
                ? text.toString()
                : twoDigits(text.append(':'), size % 60).toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, long number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }
}
