/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/suite.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

static void test_zeroed_and_never_null(void **state)
{
    (void)state;
    unsigned char *bytes = memory_allocate(100, 3);
    for (int i = 0; i < 300; i++)
        assert_int_equal(bytes[i], 0);
    bytes = memory_resize(bytes, 1000, 1);
    assert_int_equal(bytes[299], 0);
    free(bytes);
    void *nothing = memory_allocate(0, 8);
    assert_non_null(nothing);
    nothing = memory_resize(nothing, 0, 0);
    assert_non_null(nothing);
    free(nothing);
}

static void test_copies(void **state)
{
    (void)state;
    assert_null(memory_copy_string(NULL));
    char *copy = memory_copy_string("abc");
    assert_string_equal(copy, "abc");
    free(copy);
    copy = memory_copy_bytes("abcdef", 2);
    assert_string_equal(copy, "ab");
    free(copy);
    copy = memory_copy_bytes(NULL, 0);
    assert_string_equal(copy, "");
    free(copy);
}

static void test_reserve_doubles(void **state)
{
    (void)state;
    void *items = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 1000; count++) {
        memory_reserve(&items, count, &capacity, sizeof(long));
        assert_true(capacity > count);
        ((long *)items)[count] = (long)count;
    }
    assert_int_equal(((long *)items)[999], 999);
    assert_int_equal(capacity, 1024);
    free(items);
}

static jmp_buf refused;
static size_t asked;

static void note_exhausted(size_t wanted)
{
    asked = wanted;
    longjmp(refused, 1);
}

static void test_overflow_is_refused(void **state)
{
    (void)state;
    void (*kept)(size_t) = memory_exhausted;
    memory_exhausted = note_exhausted;
    asked = 0;
    if (!setjmp(refused))
        free(memory_allocate(SIZE_MAX / 2, 3));
    memory_exhausted = kept;
    assert_int_equal(asked, SIZE_MAX);
}

static void test_arena(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = arena_allocate(&arena, size);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAA, size);
    }
    unsigned char *large = arena_allocate(&arena, 1000000);
    assert_int_equal(large[999999], 0);
    assert_string_equal(arena_copy_string(&arena, "abc"), "abc");
    assert_null(arena_copy_string(&arena, NULL));
    assert_string_equal(arena_copy_bytes(&arena, "abc", 1), "a");
    assert_string_equal(arena_format(&arena, "%d and %s", 4, "five"), "4 and five");
    assert_true(arena.bytes > 1000000);
    arena_release(&arena);
    assert_int_equal(arena.bytes, 0);
    assert_string_equal(arena_copy_string(&arena, "again"), "again");
    arena_release(&arena);
}

static void test_arena_begins_again(void **state)
{
    (void)state;
    struct arena arena = {0}, other = {0};
    arena_clear(&arena); /* nothing there yet */
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3000; i++) {
            unsigned char *bytes = arena_allocate(&arena, 40);
            assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
            for (size_t at = 0; at < 40; at++)
                assert_int_equal(bytes[at], 0);
            memset(bytes, 0xAA, 40);
            memset(arena_copy_string(&arena, "not aligned"), 'x', 11);
        }
        arena_clear(&arena);
        assert_int_equal(arena.bytes, 0);
    }
    const char *kept = arena_copy_string(&other, "kept");
    const char *before = arena_copy_string(&arena, "before");
    arena_join(&arena, &other);
    arena_join(&arena, &other); /* which is empty now */
    arena_clear(&other);
    assert_string_equal(kept, "kept");
    assert_string_equal(before, "before");
    assert_string_equal(arena_copy_string(&arena, "after"), "after");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zeroed_and_never_null),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_reserve_doubles),
        cmocka_unit_test(test_overflow_is_refused),
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_arena_begins_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
