// SPDX-License-Identifier: Apache-2.0
package io.outfall.packaging.kill;

/** What befalls a worker. */
enum Blow {
    /** SIGKILL, and a start at once while the other goes on. */
    KILL,

    /** SIGSTOP until the other has taken over, and SIGCONT a while after that: a zombie. */
    STALL,

    /** SIGKILL to both. */
    KILL_BOTH,

    /** SIGKILL to the other one while this one is stalled, which then wakes up before its partitions were taken. */
    KILL_WHILE_STALLED
}
