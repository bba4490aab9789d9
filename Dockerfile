# Sidecue: API, panel and command line in one image. The embedded database lies in /data unless DATABASE_URL is set.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts && npm rebuild node esbuild
COPY vite.config.ts tsconfig.json ./
COPY src src
COPY migrations migrations
RUN npx vite build && node src/db/build-seed.ts && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production SIDECUE_DATA=/data SIDECUE_HOST=0.0.0.0 SIDECUE_PORT=8787
WORKDIR /app
COPY --from=build --chown=node:node /app/node_modules node_modules
COPY --from=build --chown=node:node /app/dist dist
COPY --chown=node:node package.json ./
COPY --chown=node:node src src
COPY --chown=node:node evals evals
COPY --chown=node:node migrations migrations
COPY --chown=node:node knowledge knowledge
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --start-period=20s CMD node -e "fetch('http://127.0.0.1:8787/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "src/cli.ts", "serve"]
