/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many choices: what the drills of counting ask, computed with gsl_sf_choose_e. */
#ifndef EXERCISES_COMBINATIONS_H
#define EXERCISES_COMBINATIONS_H

/* C(n, k), rounded to the whole number that it is; 0 where k is more than n. n up to 60. */
long choose(int n, int k);

/*
 * Choices of k among groups * each things, each thing in one of `groups` groups of `each`, that
 * take at least one of every group (inclusion-exclusion: sum over j of (-1)^j C(groups, j)
 * C(each * (groups - j), k)).
 */
long choices_of_every_group(int groups, int each, int k);

/* Texts of `length` signs from `signs` that hold each of `wanted` given signs at least once. */
long texts_holding(int signs, int length, int wanted);

#endif
