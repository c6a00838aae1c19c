// EventStoreDB's protocol as a process of its own that can be killed. Usage: node main.ts PORT FILE

import { startEsdb } from './server.ts'
import { EsdbStore } from './store.ts'

const [port, file] = process.argv.slice(2)
const server = await startEsdb({ port: Number(port), store: new EsdbStore(file!) })
console.log(`listens at ${server.url}`)
