/* SPDX-License-Identifier: MIT */
/* Merging, of every type of state that merges: however six shards are put together, the bytes are
 * those of the one state that saw all their records. */
#include "shards.h"

enum { ALL = (1 << SHARDS) - 1, TREES = 30240 };

/* What every way of merging a set of shards gave; as many as there are orders times binary trees. */
struct results {
    void **states;
    size_t n;
};

struct trees {
    const struct shard_kind *kind;
    const ptv_verbs *verbs;
    struct results of[ALL + 1]; /* by set; those of all shards are not kept */
    struct bytes want[ALL + 1]; /* by set: the bytes of the state that saw all its records */
    size_t merges, whole;       /* how many were made; of them, the last ones of all shards */
};

static int members(unsigned set) {
    int n = 0;
    for (; set > 0; set >>= 1)
        n += (int)(set & 1);
    return n;
}

static void forget(struct trees *trees, unsigned set) {
    for (size_t i = 0; i < trees->of[set].n; i++)
        trees->verbs->free(trees->of[set].states[i]);
    free(trees->of[set].states);
    trees->of[set] = (struct results){NULL, 0};
}

static void check(const struct trees *trees, unsigned set, const void *acc) {
    struct bytes want = trees->want[set], got = {malloc(want.len), 0};
    assert_non_null(got.data);
    if (trees->verbs->serialize(acc, got.data, want.len, &got.len) != PTV_OK ||
        !same_bytes(got, want))
        fail_msg("%s: a tree of the shards 0x%X", trees->kind->name, set);
    free(got.data);
}

static void *merged(struct trees *trees, const void *left, const void *right) {
    void *acc = NULL;
    assert_ok(trees->verbs->copy(left, &acc));
    assert_ok(trees->verbs->merge(acc, right));
    trees->merges++;
    return acc;
}

/* Every tree of one set, merged with every tree of another. */
static void merge_all(struct trees *trees, unsigned left, unsigned right) {
    const struct results *a = &trees->of[left], *b = &trees->of[right];
    struct results *out = &trees->of[left | right];
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++) {
            void *acc = merged(trees, a->states[i], b->states[j]);
            check(trees, left | right, acc);
            if ((left | right) == ALL) {
                trees->verbs->free(acc);
                trees->whole++;
            } else {
                out->states[out->n++] = acc;
            }
        }
}

/* n! orders of Catalan's number of trees. */
static size_t trees_of(int n) {
    static const size_t trees[SHARDS + 1] = {0, 1, 2, 12, 120, 1680, TREES};
    return trees[n];
}

/* Every way to part a set in two, each part on either side. Sets of five are many, and needed once:
 * they are made when they are. */
static void grow(struct trees *trees, unsigned set) {
    struct results *out = &trees->of[set];
    if (set != ALL) {
        out->states = calloc(trees_of(members(set)), sizeof *out->states);
        assert_non_null(out->states);
    }
    for (unsigned left = (set - 1) & set; left > 0; left = (left - 1) & set) {
        unsigned right = set & ~left;
        if (left < right)
            continue;
        if (members(left) == SHARDS - 1 && trees->of[left].n == 0)
            grow(trees, left);
        if (members(right) == SHARDS - 1 && trees->of[right].n == 0)
            grow(trees, right);
        merge_all(trees, left, right);
        merge_all(trees, right, left);
        if (members(left) == SHARDS - 1)
            forget(trees, left);
        if (members(right) == SHARDS - 1)
            forget(trees, right);
    }
    if (set != ALL)
        assert_int_equal(out->n, trees_of(members(set)));
}

static void every_merge_tree_gives_the_bytes_of_the_whole(void **state) {
    struct trees trees = {.kind = *state};
    trees.verbs = ptv_verbs_find(trees.kind->type);
    for (unsigned set = 1; set <= ALL; set++) {
        void *whole = shards_together(trees.kind, NULL, set);
        trees.want[set] = state_bytes(trees.kind->type, whole);
        if (members(set) > 1) {
            trees.verbs->free(whole);
            continue;
        }
        trees.of[set].states = malloc(sizeof(void *));
        assert_non_null(trees.of[set].states);
        trees.of[set].states[0] = whole;
        trees.of[set].n = 1;
    }
    for (int n = 2; n <= SHARDS; n++)
        for (unsigned set = 1; set <= ALL; set++)
            if (members(set) == n && n != SHARDS - 1)
                grow(&trees, set);
    assert_int_equal(trees.whole, TREES);
    for (unsigned set = 1; set <= ALL; set++) {
        if (members(set) == 1) /* what was merged from was not changed */
            check(&trees, set, trees.of[set].states[0]);
        forget(&trees, set);
        free(trees.want[set].data);
    }
    print_message("%s: %zu trees of %d shards by %zu merges\n", trees.kind->name, trees.whole,
                  SHARDS, trees.merges);
}

/* A state merged with itself is as merged with its copy, and, where a record that is there twice is
 * the same in whatever states it is, as if each had been added twice. */
static void merging_with_itself_doubles(void **state) {
    const struct shard_kind *kind = *state;
    const ptv_verbs *verbs = ptv_verbs_find(kind->type);
    for (int shard = 0; shard < SHARDS; shard++) {
        void *acc = shards_together(kind, NULL, 1u << shard), *copy = NULL, *other = NULL;
        assert_ok(verbs->copy(acc, &copy));
        assert_ok(verbs->copy(acc, &other));
        assert_ok(verbs->merge(acc, acc));
        assert_ok(verbs->merge(other, copy));
        assert_true(same_states(kind->type, acc, other));
        if (kind->special != SHARDS_APART) {
            shard_add(kind, copy, shard);
            assert_true(same_states(kind->type, acc, copy));
        }
        verbs->free(acc);
        verbs->free(copy);
        verbs->free(other);
    }
}

/* Doubled until a counter is full, a state stays as it was. A set stays the same anyway. */
static void too_much_is_refused(void **state) {
    const struct shard_kind *kind = *state;
    const ptv_verbs *verbs = ptv_verbs_find(kind->type);
    void *acc = shards_together(kind, NULL, ALL);
    struct bytes before = state_bytes(kind->type, acc);
    ptv_status status = PTV_OK;
    for (int doubled = 0; doubled < 64 && status == PTV_OK; doubled++) {
        free(before.data);
        before = state_bytes(kind->type, acc);
        status = verbs->merge(acc, acc);
    }
    assert_status(kind->special == SHARDS_A_SET ? PTV_OK : PTV_ERR_OVERFLOW, status);
    assert_state_bytes(kind->type, acc, before);
    free(before.data);
    verbs->free(acc);
}

static void another_definition_is_refused(void **state) {
    const struct shard_kind *kind = *state;
    const ptv_verbs *verbs = ptv_verbs_find(kind->type);
    void *acc = shards_together(kind, NULL, ALL), *other;
    for (size_t i = 0; (other = kind->other(i)) != NULL; i++) {
        assert_bytes_untouched(kind->type, acc, PTV_ERR_MISMATCH, verbs->merge(acc, other));
        assert_bytes_untouched(kind->type, other, PTV_ERR_MISMATCH, verbs->merge(other, acc));
        verbs->free(other);
    }
    verbs->free(acc);
}

/* Nothing here is missing: every type that merges, and each with another definition if it has one. */
static void no_type_is_left_out(void **unused) {
    (void)unused;
    for (uint32_t type = 1; type < 1000; type++) {
        const ptv_verbs *verbs = ptv_verbs_find(type);
        bool is_there = false;
        for (size_t i = 0; i < n_shard_kinds; i++)
            is_there = is_there || shard_kinds[i].type == type;
        assert_true(is_there == (verbs && verbs->merge));
    }
}

enum { PROPERTIES = 4, KINDS_MAX = 32, NAME_MAX_LENGTH = 96 };

int main(void) {
    static const struct CMUnitTest properties[PROPERTIES] = {
        cmocka_unit_test(every_merge_tree_gives_the_bytes_of_the_whole),
        cmocka_unit_test(merging_with_itself_doubles),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(another_definition_is_refused),
    };
    static struct CMUnitTest tests[1 + KINDS_MAX * PROPERTIES] = {
        cmocka_unit_test(no_type_is_left_out),
    };
    static char names[KINDS_MAX * PROPERTIES][NAME_MAX_LENGTH];
    for (size_t i = 0; i < n_shard_kinds * PROPERTIES; i++) {
        const struct shard_kind *kind = &shard_kinds[i / PROPERTIES];
        struct CMUnitTest test = properties[i % PROPERTIES];
        snprintf(names[i], sizeof names[i], "%s: %s", kind->name, test.name);
        test.name = names[i];
        test.initial_state = (void *)kind;
        tests[1 + i] = test;
    }
    use_environment_locale();
    printf("figure: merge-trees %d\nfigure: merge-states %zu\n", TREES, n_shard_kinds);
    return _cmocka_run_group_tests("merge trees", tests, 1 + n_shard_kinds * PROPERTIES, NULL,
                                   NULL);
}
