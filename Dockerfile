# One image for every role: ROLE says what a process does. There is no build step: Node runs the sources.
# GraphiQL and its bundler are development dependencies, and are left out.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY vendor ./vendor
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json schema.graphql ./
COPY commands ./commands
COPY projections ./projections
COPY src ./src
# By hand: docker compose run --rm projector-1 node cli/main.ts rebuild --list
COPY cli ./cli
# The folders for signing keys, and for recordings with ROLE=sound. Everything else is in the engines.
RUN mkdir /data /recordings && chown node:node /data /recordings
ENV DATA_DIR=/data
VOLUME /data
USER node
EXPOSE 4000
# Exec form: the process is PID 1 and drains at SIGTERM.
CMD ["node", "src/main.ts"]
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 4000) + '/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
