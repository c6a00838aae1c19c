// Starts a server: the entry of `npm start`. `rostrum start` does the same.

import { runServer } from './compose/run-server.ts'
import { systemTime } from './support/time.ts'

await runServer(process.argv.slice(2), systemTime)
