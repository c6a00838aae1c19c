// janode imports its transport for Unix datagram sockets whether or not it is used, and with it a native package that has
// to be compiled for each version of Node. Gateways are reached by WebSocket here.

exports.createSocket = () => {
  throw new Error('Unix datagram sockets are not built in: reach the gateway by ws://')
}
