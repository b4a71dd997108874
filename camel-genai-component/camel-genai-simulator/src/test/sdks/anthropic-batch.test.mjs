// Anthropic's SDK for TypeScript: batches of messages.
import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { at, key, refused } from "./simulator.mjs";

const options = { baseURL: at("anthropic-batch"), apiKey: key, maxRetries: 0 };
const { batches } = new Anthropic(options).messages;
const line = (id, text, more = {}) => ({
  custom_id: id,
  params: { model: "claude-sonnet-5", max_tokens: 1024, messages: [{ role: "user", content: text }], ...more },
});
const batch = (...requests) => batches.create({ requests });
const results = async (id) => {
  const all = new Map();
  for await (const each of await batches.results(id)) all.set(each.custom_id, each.result);
  return all;
};

test("create: a batch that ends, with the answers by custom_id", async () => {
  const created = await batch(line("a", "a bridge"), line("b", "a boat"));
  assert.equal(created.processing_status, "in_progress");
  assert.equal(created.request_counts.processing, 2);
  assert.equal(created.results_url, null);
  const done = await batches.retrieve(created.id);
  assert.equal(done.processing_status, "ended");
  assert.deepEqual(done.request_counts, { processing: 0, succeeded: 2, errored: 0, canceled: 0, expired: 0 });
  const all = await results(created.id);
  assert.equal(all.size, 2);
  assert.match(all.get("b").message.content[0].text, /a boat/);
});

test("create: requests that fail beside one that succeeds", async () => {
  const { id } = await batch(line("a", "a bridge"), line("b", "x [fail]"), line("c", "y", { foo: 1 }));
  assert.deepEqual((await batches.retrieve(id)).request_counts, { processing: 0, succeeded: 1, errored: 2, canceled: 0, expired: 0 });
  const all = await results(id);
  assert.equal(all.get("b").type, "errored");
  assert.equal(all.get("c").error.error.type, "invalid_request_error");
});

test("create: a request that expires", async () => {
  const { id } = await batch(line("a", "a bridge"), line("b", "x [fail expired]"));
  assert.equal((await batches.retrieve(id)).request_counts.expired, 1);
  assert.equal((await results(id)).get("b").type, "expired");
});

test("cancel: a batch that runs", async () => {
  const running = await batch(line("a", "a bridge [takes 60s]"), line("b", "a boat"));
  assert.equal((await batches.cancel(running.id)).processing_status, "canceling");
  const done = await batches.retrieve(running.id);
  assert.equal(done.processing_status, "ended");
  assert.ok(done.cancel_initiated_at);
  assert.equal(done.request_counts.canceled, 2);
  assert.equal((await results(running.id)).get("a").type, "canceled");
  await refused(batches.cancel(running.id), Anthropic.BadRequestError, 400);
});

test("delete: a batch that has ended, and no other", async () => {
  const running = await batch(line("a", "a bridge [takes 60s]"));
  await refused(batches.delete(running.id), Anthropic.BadRequestError, 400);
  await batches.cancel(running.id);
  assert.equal((await batches.delete(running.id)).type, "message_batch_deleted");
  await refused(batches.retrieve(running.id), Anthropic.NotFoundError, 404);
});

test("list: the newest first", async () => {
  const last = await batch(line("a", "a bridge"));
  assert.equal((await batches.list()).data[0].id, last.id);
});

test("errors: a wrong key", () =>
  refused(new Anthropic({ ...options, apiKey: "sk-wrong" }).messages.batches.list(), Anthropic.AuthenticationError, 401));

test("errors: the same custom_id twice", () =>
  refused(batch(line("a", "x"), line("a", "y")), Anthropic.BadRequestError, 400));

test("errors: no request", () => refused(batch(), Anthropic.BadRequestError, 400));

test("errors: an unknown batch", () => refused(batches.retrieve("msgbatch_none"), Anthropic.NotFoundError, 404));
