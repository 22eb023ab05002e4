// The desk as its tests see it from outside: a database, a server on it, and whether an answer is what its document says.

import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {binary, root, scratch} from './chromium.mjs';

export const servers = [];
// Of each server that ended, how, and what it said.
const ended = [];

// A database of `paths`, and the report of the same.
export function make(name, ...paths) {
  const [db, json] = [path.join(scratch, `${name}.db`), path.join(scratch, `${name}.json`)];
  execFileSync(binary, ['report', ...paths, '--db', db, '--format', 'json', '-o', json], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  return {db, json: JSON.parse(fs.readFileSync(json, 'utf8'))};
}

// Adds what is in a file or folder to a store.
export const add = (db, file) => execFileSync(binary, ['add', file, '--db', db], {cwd: root, stdio: 'ignore'});

// A desk on a database: its address, once it says it.
export async function serve(db, args = [], env = {}) {
  const desk = spawn(binary, ['serve', '--db', db, '--port', '0', ...args], {env: {...process.env, ...env}, stdio: ['ignore', 'ignore', 'pipe']});
  servers.push(desk);
  let said = '';
  return new Promise((done, fail) => {
    desk.stderr.on('data', (data) => {
      said += data;
      const url = /at (http:\/\/\S+)/.exec(said)?.[1];
      if (url) done(url);
    });
    desk.on('exit', (code, signal) => {
      ended.push(`${signal ?? code}: ${said}`);
      fail(new Error(said));
    });
  });
}

// That every server that was begun still runs.
export const allServe = () => assert.deepEqual([ended, servers.map((s) => s.exitCode ?? s.signalCode).filter((e) => e !== null)], [[], []]);

// Whether `value` is as `schema` says: what is required, and the types.
export function fits(value, schema, all, at) {
  if (schema.$ref) return fits(value, all[schema.$ref.split('/').at(-1)], all, at);
  const types = [schema.type].flat();
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
  assert.ok(types.includes(type), `${at}: ${type}, not ${types}`);
  for (const name of schema.required ?? []) if (type === 'object') assert.ok(name in value, `${at} has no ${name}`);
  if (type === 'object') for (const [k, v] of Object.entries(schema.properties ?? {})) if (k in value) fits(value[k], v, all, `${at}.${k}`);
  if (type === 'array' && schema.items) value.forEach((v, i) => fits(v, schema.items, all, `${at}[${i}]`));
}
