// Writes matrix.md anew and prints what has changed, for whoever decides.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changesBetween, parseTable, tableOf, writeTable } from './table.ts'
import { createWorld } from './world.ts'

const FILE = join(import.meta.dirname, 'matrix.md')

const cleanUps: (() => unknown)[] = []
const world = await createWorld({ after: (cleanUp: () => unknown) => void cleanUps.push(cleanUp) } as never)
const table = await tableOf(world)
const before = parseTable(existsSync(FILE) ? readFileSync(FILE, 'utf8') : '')
const changes = changesBetween(before, table)
writeFileSync(FILE, writeTable(table))
console.log(changes.length > 0 ? changes.join('\n') : 'nothing has changed')
for (const cleanUp of cleanUps) await cleanUp()
