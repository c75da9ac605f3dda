// `node duckdb.mjs <module> <kind> <question> <file> <threads>`: one query of duckdb-queries.mjs; prints its rows as JSON.
import { pathToFileURL } from 'node:url';
import { QUERIES } from './duckdb-queries.mjs';

const [module, kind, question, path, threads] = process.argv.slice(2);
const { DuckDBInstance } = await import(pathToFileURL(module).href);
const database = await DuckDBInstance.create(':memory:', { threads });
const connection = await database.connect();
const reader = await connection.runAndReadAll(QUERIES[kind][question](path));
console.log(JSON.stringify(reader.getRowObjects()));
