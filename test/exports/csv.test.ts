// Comma-separated values that a spreadsheet opens.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvLine } from '../../src/exports/csv.ts'

test('a text that a spreadsheet would run as a formula begins with an apostrophe', () => {
  for (const first of '=+-@＝＋－＠') assert.equal(csvLine([`${first}1`, 2]), `'${first}1,2\r\n`)
})

test('a text that only contains such a character stays as it is', () => {
  assert.equal(csvLine(['a=1', 'b＝2', -3, null]), 'a=1,b＝2,-3,\r\n')
})
