// SPDX-License-Identifier: GPL-3.0-or-later
// peer-fsrs.mjs LOG: fits the log (lines "card day rating", in order of time) with the Rust optimizer
// of Open Spaced Repetition; prints one line: milliseconds of training, then 21 parameters. Progress is
// asked for every 5 ms. $TUTOR338_PEER is a folder with its node_modules.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire((process.env.TUTOR338_PEER ?? process.cwd()) + '/package.json')
const { computeParameters, FSRSBindingItem, FSRSBindingReview } = require('@open-spaced-repetition/binding')

const cards = new Map()
const items = []
for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (!line) continue
  const [card, day, rating] = line.split(' ').map(Number)
  const known = cards.get(card)
  const gap = known ? Math.max(0, day - known.day) : 0
  const reviews = known ? known.reviews : []
  reviews.push(new FSRSBindingReview(rating, gap))
  cards.set(card, { reviews, day: known ? Math.max(day, known.day) : day })
  if (gap > 0) items.push(new FSRSBindingItem(reviews.slice()))
}
const start = process.hrtime.bigint()
const parameters = await computeParameters(items, { enableShortTerm: true, timeout: 5, progress: () => undefined })
const spent = Number(process.hrtime.bigint() - start) / 1e6
console.log([spent.toFixed(1), ...parameters].join(' '))
