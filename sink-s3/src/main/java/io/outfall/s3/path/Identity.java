// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the topic, the partition and the offset can be read off a key again, which is what keeps the keys of two
 * files apart.
 *
 * <p>Characters that no encoded value contains ({@link #HARD}) part a key into blocks, and every key of a template has
 * the same number of them. Within a block, numbers can be told from the left and from the right as long as there is
 * something between them that is no digit, and what remains in the middle is the one text that a block may have.
 */
final class Identity {
    static final String HARD = "/+=,@";

    private final List<List<Object>> blocks = new ArrayList<>();

    private Identity(List<Piece> pieces) {
        blocks.add(new ArrayList<>());
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Literal literal) {
                literal(literal.text());
            } else if (!(piece instanceof Piece.Constant)) {
                last().add(piece);
            }
        }
    }

    /** The variables that a template must be given for its keys to be told apart. */
    static List<String> missing(List<Piece> pieces) {
        Set<Class<?>> legible = new Identity(pieces).legible();
        List<String> missing = new ArrayList<>();
        if (legible.contains(Piece.Unique.class)) {
            return missing;
        }
        if (!legible.contains(Piece.Topic.class) && !legible.contains(Piece.OriginalTopic.class)) {
            missing.add("${original.topic}");
        }
        if (!legible.contains(Piece.Partition.class)) {
            missing.add("${partition}");
        }
        if (!legible.contains(Piece.StartOffset.class)) {
            missing.add("${start.offset:20}");
        }
        return missing;
    }

    /** Whether keys are told apart even where a transform gives two topics one name. */
    static boolean survivesRenames(List<Piece> pieces) {
        Set<Class<?>> legible = new Identity(pieces).legible();
        return legible.contains(Piece.Unique.class) || legible.contains(Piece.OriginalTopic.class);
    }

    private Set<Class<?>> legible() {
        Set<Class<?>> legible = new HashSet<>();
        for (List<Object> block : blocks) {
            if (isLegible(block)) {
                block.forEach(part -> legible.add(part.getClass()));
            }
        }
        return legible;
    }

    private static boolean isLegible(List<Object> block) {
        int texts = 0;
        boolean parted = true;
        for (Object part : block) {
            if (part instanceof String literal) {
                parted |= literal.chars().anyMatch(c -> c < '0' || c > '9');
                continue;
            }
            if (!parted) {
                return false;
            }
            parted = false;
            texts += part instanceof Piece.Partition || part instanceof Piece.StartOffset ? 0 : 1;
        }
        return texts <= 1;
    }

    private void literal(String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (HARD.indexOf(text.charAt(i)) >= 0) {
                last().add(text.substring(from, i));
                blocks.add(new ArrayList<>());
                from = i + 1;
            }
        }
        last().add(text.substring(from));
    }

    private List<Object> last() {
        return blocks.get(blocks.size() - 1);
    }
}
