// Preloaded into a server that is measured: tells its parent what it has cost so far, whenever it is asked.

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() })
})
// It must not keep the server from ending.
process.channel?.unref()
