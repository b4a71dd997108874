// OpenAI's SDK for JavaScript: files and batches.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { toFile } from "openai";
import { at, key, refused } from "./simulator.mjs";

const options = { baseURL: at("openai-batch"), apiKey: key, maxRetries: 0 };
const { files, batches } = new OpenAI(options);
const endpoint = "/v1/chat/completions";
const line = (id, text, more = {}) => ({
  custom_id: id, method: "POST", url: endpoint,
  body: { model: "gpt-5-mini", messages: [{ role: "user", content: text }], ...more },
});
const upload = async (...lines) =>
  files.create({ file: await toFile(Buffer.from(lines.map((each) => JSON.stringify(each)).join("\n")), "in.jsonl"), purpose: "batch" });
const batch = async (...lines) =>
  batches.create({ input_file_id: (await upload(...lines)).id, endpoint, completion_window: "24h", metadata: { run: "7" } });
const results = async (id) => (await (await files.content(id)).text()).trim().split("\n").map((each) => JSON.parse(each));

test("upload: a file, with its size", async () => {
  const file = await upload(line("a", "a bridge"));
  assert.equal(file.purpose, "batch");
  assert.equal(file.filename, "in.jsonl");
  assert.equal((await files.retrieve(file.id)).bytes, file.bytes);
  assert.equal((await results(file.id))[0].custom_id, "a");
});

test("create: a batch that completes, with the answers by custom_id", async () => {
  const created = await batch(line("a", "a bridge"), line("b", "a boat"));
  assert.equal(created.status, "validating");
  const done = await batches.retrieve(created.id);
  assert.equal(done.status, "completed");
  assert.deepEqual(done.request_counts, { total: 2, completed: 2, failed: 0 });
  assert.deepEqual(done.metadata, { run: "7" });
  assert.ok(done.usage.output_tokens > 0);
  assert.equal(done.error_file_id, null);
  const byId = new Map((await results(done.output_file_id)).map((each) => [each.custom_id, each.response.body]));
  assert.match(byId.get("b").choices[0].message.content, /a boat/);
  assert.equal(byId.size, 2);
});

test("create: requests that fail are in the error file", async () => {
  const done = await batches.retrieve((await batch(line("a", "a bridge"), line("b", "x [fail]"), line("c", "y", { foo: 1 }))).id);
  assert.equal(done.status, "completed");
  assert.deepEqual(done.request_counts, { total: 3, completed: 1, failed: 2 });
  const statuses = Object.fromEntries((await results(done.error_file_id)).map((each) => [each.custom_id, each.response.status_code]));
  assert.deepEqual(statuses, { b: 500, c: 400 });
});

test("create: a batch that expires keeps what it has", async () => {
  const done = await batches.retrieve((await batch(line("a", "a bridge"), line("b", "x [fail expired]"))).id);
  assert.equal(done.status, "expired");
  assert.equal((await results(done.output_file_id)).length, 1);
  assert.equal((await results(done.error_file_id))[0].error.code, "batch_expired");
});

test("create: mistakes in the input are found after the create", async () => {
  const done = await batches.retrieve((await batch(line("a", "a bridge"), line("a", "a boat"))).id);
  assert.equal(done.status, "failed");
  assert.equal(done.errors.data[0].line, 2);
  assert.equal(done.errors.data[0].code, "duplicate_custom_id");
});

test("cancel: a batch that runs", async () => {
  const running = await batch(line("a", "a bridge [takes 60s]"), line("b", "a boat"));
  assert.equal((await batches.cancel(running.id)).status, "cancelling");
  const done = await batches.retrieve(running.id);
  assert.equal(done.status, "cancelled");
  assert.equal((await results(done.error_file_id))[0].error.code, "batch_cancelled");
  await refused(batches.cancel(running.id), OpenAI.ConflictError, 409);
});

test("list: the newest first", async () => {
  const last = await batch(line("a", "a bridge"));
  assert.equal((await batches.list()).data[0].id, last.id);
});

test("delete: a file", async () => {
  const file = await upload(line("a", "a bridge"));
  assert.ok((await files.delete(file.id)).deleted);
  await refused(files.content(file.id), OpenAI.NotFoundError, 404);
});

test("errors: a wrong key", () =>
  refused(new OpenAI({ ...options, apiKey: "sk-wrong" }).batches.list(), OpenAI.AuthenticationError, 401));

test("errors: a file for something else", async () =>
  refused(files.create({ file: await toFile(Buffer.from("{}"), "in.jsonl"), purpose: "fine-tune" }), OpenAI.BadRequestError, 400));

test("errors: an input file that does not exist", () =>
  refused(batches.create({ input_file_id: "file-none", endpoint, completion_window: "24h" }), OpenAI.BadRequestError, 400));

test("errors: an unknown batch", () => refused(batches.retrieve("batch_none"), OpenAI.NotFoundError, 404));
