// One run of one variant, in a process of its own: `worker.ts <part> <variant, or --prepare> <setup as JSON>`.

import { parts } from './parts.ts'

const [name, task, setup] = process.argv.slice(2)
const part = parts.find(one => one.name === name)
if (!part || !task || !setup || !process.send) throw new Error('started by bench/main.ts only')

if (task === '--prepare') {
  await part.prepare?.(JSON.parse(setup))
  process.send({})
} else {
  const variant = part.variants.find(one => one.name === task)
  if (!variant) throw new Error(`${part.name} has no variant ${task}`)
  process.send(await variant.run(JSON.parse(setup)))
}
process.disconnect()
