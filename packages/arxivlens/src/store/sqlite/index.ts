export type { MigrationProgress } from "./migration.ts";
export { openSqliteStore } from "./sqlite-store.ts";
