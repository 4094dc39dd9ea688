// SPDX-License-Identifier: Apache-2.0
package io.outfall.http.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes that go to a server in one request, until it has answered for each of them. Parts of one parcel may be sent
 * again, or one by one.
 */
public final class Parcel {
    private final Target target;
    private final List<Item> items;
    private final Batch batch;
    private int attempts;
    private @Nullable Failed failed;

    /**
     * That it goes on failing.
     *
     * @param sinceMs when it did first, in milliseconds since 1970-01-01T00:00Z
     * @param why it did last, for people, without values
     * @param excerpt of the last answer; empty where there was none
     */
    public record Failed(long sinceMs, String why, String excerpt) {}

    Parcel(Target target, List<Item> items, Batch batch) {
        this.target = target;
        this.items = items;
        this.batch = batch;
    }

    public Target target() {
        return target;
    }

    /** In the order of their offsets; at least one. */
    public List<Item> items() {
        return items;
    }

    /** The batch that the changes came together in. */
    public Batch batch() {
        return batch;
    }

    /** How often it was sent. */
    public int attempts() {
        return attempts;
    }

    /** Counts one more attempt. */
    public void attempted() {
        attempts++;
    }

    /** Remembers that an attempt failed for a passing reason. */
    public void failed(long nowMs, String why, String excerpt) {
        failed = new Failed(failed == null ? nowMs : failed.sinceMs, why, excerpt);
    }

    /** How it has failed so far; null if it has not. */
    public @Nullable Failed failed() {
        return failed;
    }

    /** The first half and the second one, which is not the smaller. */
    public List<Parcel> halves() {
        int middle = items.size() / 2;
        return List.of(only(items.subList(0, middle)), only(items.subList(middle, items.size())));
    }

    /** Some of its changes. */
    public Parcel only(List<Item> some) {
        Parcel part = new Parcel(target, List.copyOf(some), batch);
        part.attempts = attempts;
        part.failed = failed;
        return part;
    }

    @Override
    public String toString() {
        return items.get(0) + (items.size() == 1 ? "" : " and " + (items.size() - 1) + " more") + " to " + target;
    }
}
