# syntax=docker/dockerfile:1
# The production image: the package that `npm run pack` makes, with the versions of package-lock.json, run by an
# ordinary user. scripts/deploy.test.ts reads this file; test/packages-install-and-run.test.ts runs its steps.
FROM node:22-bookworm-slim AS build
WORKDIR /source
COPY . .
RUN npm ci --no-audit --no-fund
RUN node scripts/pack.js /packages && npm prune --omit=dev --ignore-scripts --no-audit --no-fund
RUN mkdir /app && tar -xzf /packages/rollcall-[0-9]*.tgz -C /app --strip-components=1 && rm -rf node_modules/@rollcall node_modules/rollcall node_modules/.bin && cp -R node_modules/. /app/node_modules/

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 ROLLCALL_DATA_DIR=/data
RUN mkdir /data && chown 1000:1000 /data
WORKDIR /app
COPY --from=build /app /app
USER 1000:1000
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/rollcall.js"]
CMD ["serve"]
