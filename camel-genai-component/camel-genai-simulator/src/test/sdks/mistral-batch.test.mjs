// Mistral's SDK for TypeScript: files and batch jobs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Mistral } from "@mistralai/mistralai";
import { at, key } from "./simulator.mjs";

const options = { serverURL: at("mistral-batch"), apiKey: key, retryConfig: { strategy: "none" } };
const { files, batch } = new Mistral(options);
const endpoint = "/v1/chat/completions";
const model = "mistral-small-latest";
const line = (id, text, more = {}) => ({ custom_id: id, body: { messages: [{ role: "user", content: text }], ...more } });
const upload = (...lines) =>
  files.upload({ file: { fileName: "in.jsonl", content: Buffer.from(lines.map((each) => JSON.stringify(each)).join("\n")) }, purpose: "batch" });
const create = async (...lines) =>
  batch.jobs.create({ inputFiles: [(await upload(...lines)).id], endpoint, model, metadata: { run: "7" } });
const results = async (fileId) => {
  const text = await new Response(await files.download({ fileId })).text();
  return text.trim().split("\n").map((each) => JSON.parse(each));
};
const refused = (call, status) =>
  assert.rejects(call, (error) => {
    assert.equal(error.statusCode, status, String(error));
    return true;
  });

test("upload: a file, with its lines", async () => {
  const file = await upload(line("a", "a bridge"), line("b", "a boat"));
  assert.equal(file.numLines, 2);
  assert.equal(file.sampleType, "batch_request");
  assert.equal((await files.retrieve({ fileId: file.id })).filename, "in.jsonl");
});

test("create: a job that succeeds, with the answers by custom_id", async () => {
  const created = await create(line("a", "a bridge"), line("b", "a boat"));
  assert.equal(created.status, "QUEUED");
  const done = await batch.jobs.get({ jobId: created.id });
  assert.equal(done.status, "SUCCESS");
  assert.deepEqual([done.totalRequests, done.completedRequests, done.succeededRequests, done.failedRequests], [2, 2, 2, 0]);
  assert.equal(done.errorFile, null);
  const byId = new Map((await results(done.outputFile)).map((each) => [each.custom_id, each.response.body]));
  assert.match(byId.get("b").choices[0].message.content, /a boat/);
});

test("create: requests in the body", async () => {
  const requests = [{ customId: "a", body: { messages: [{ role: "user", content: "a bridge" }] } }];
  const created = await batch.jobs.create({ requests, endpoint, model });
  assert.equal((await batch.jobs.get({ jobId: created.id })).succeededRequests, 1);
});

test("create: requests that fail are in the error file", async () => {
  const created = await create(line("a", "a bridge"), line("b", "x [fail]"), line("c", "y", { foo: 1 }));
  const done = await batch.jobs.get({ jobId: created.id });
  assert.equal(done.status, "SUCCESS");
  assert.equal(done.failedRequests, 2);
  assert.equal(done.errors[0].count, 2);
  assert.deepEqual((await results(done.errorFile)).map((each) => each.custom_id).sort(), ["b", "c"]);
});

test("create: a job that takes too long keeps what it has", async () => {
  const created = await create(line("a", "a bridge"), line("b", "x [fail expired]"));
  const done = await batch.jobs.get({ jobId: created.id });
  assert.equal(done.status, "TIMEOUT_EXCEEDED");
  assert.equal((await results(done.outputFile)).length, 1);
});

test("cancel: a job that runs", async () => {
  const running = await create(line("a", "a bridge [takes 60s]"));
  assert.equal((await batch.jobs.cancel({ jobId: running.id })).status, "CANCELLATION_REQUESTED");
  assert.equal((await batch.jobs.get({ jobId: running.id })).status, "CANCELLED");
});

test("delete: a job that is over", async () => {
  const { id: jobId } = await create(line("a", "a bridge"));
  assert.ok((await batch.jobs.delete({ jobId })).deleted);
  await refused(batch.jobs.get({ jobId }), 404);
});

test("list: the newest first", async () => {
  const last = await create(line("a", "a bridge"));
  assert.equal((await batch.jobs.list({})).data[0].id, last.id);
});

test("errors: a wrong key", () => refused(new Mistral({ ...options, apiKey: "wrong" }).batch.jobs.list({}), 401));

test("errors: an input file that does not exist", () =>
  refused(batch.jobs.create({ inputFiles: ["b3f1f2c4-0000-4000-8000-000000000000"], endpoint, model }), 404));

test("errors: an unknown job", () => refused(batch.jobs.get({ jobId: "none" }), 404));
