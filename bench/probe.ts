// Preloaded into a measured server: reports its CPU and memory to its parent on request.

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() })
})
// It must not keep the server alive.
process.channel?.unref()
