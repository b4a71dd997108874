// fal's client for the queue. It has no option for the base URL: the fetch that it is given replaces the address alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, createFalClient, ValidationError } from "@fal-ai/client";
import { at, failOnce, key, mediaType, picture, received, refused, statuses } from "./simulator.mjs";

const toSimulator = (url, init) =>
  fetch(url.replace("https://queue.fal.run", at("fal")).replace("https://rest.fal.ai", at("fal")), init);
const client = (credentials) => createFalClient({ credentials, fetch: toSimulator });
const fal = client(key);
const model = "fal-ai/flux/dev";
const input = (prompt) => ({ input: { prompt } });

async function submitted(prompt) {
  const { request_id: requestId } = await fal.queue.submit(model, input(prompt));
  return { requestId };
}

test("create: a request is queued", async () => {
  const queued = await fal.queue.submit(model, { ...input("a bridge [takes 60s]"), priority: "low", startTimeout: 90 });
  assert.equal(queued.status, "IN_QUEUE");
  assert.equal(queued.queue_position, 0);
  assert.ok(queued.response_url.endsWith(`/fal-ai/flux/requests/${queued.request_id}`));
});

for (const mode of ["polling", "streaming"]) {
  test(`create: subscribed by ${mode} until the result`, async () => {
    const updates = [];
    const result = await fal.subscribe(model, {
      ...input("a bridge [takes 3s]"), mode, pollInterval: 20, logs: true, onQueueUpdate: ({ status }) => updates.push(status),
    });
    assert.deepEqual([...new Set(updates)], ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]);
    assert.equal(await mediaType(result.data.images[0].url), "image/png");
    assert.ok(result.requestId);
  });
}

test("stream: the statuses of a request", async () => {
  const stream = await fal.queue.streamStatus(model, await submitted("a bridge [takes 3s]"));
  const seen = [];
  for await (const { status } of stream) seen.push(status);
  assert.deepEqual([...new Set(seen)], ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]);
  assert.equal((await stream.done()).status, "COMPLETED");
});

test("get: a status and a result", async () => {
  const request = await submitted("a bridge");
  const status = await fal.queue.status(model, { ...request, logs: true });
  assert.equal(status.status, "COMPLETED");
  assert.ok(status.metrics.inference_time >= 0);
  const result = await fal.queue.result(model, request);
  assert.equal(result.requestId, request.requestId);
  assert.match(result.data.images[0].url, /^http/);
});

test("get: the result says that the model failed", async () => {
  const request = await submitted("a bridge [fail]");
  assert.equal((await fal.queue.status(model, request)).status, "COMPLETED");
  await refused(fal.queue.result(model, request), ValidationError, 422, (error) => {
    assert.equal(error.fieldErrors[0].type, "content_policy_violation");
  });
});

test("get: an unknown request", () => refused(fal.queue.status(model, { requestId: "none" }), ApiError, 404));

test("cancel: a request that is queued", async () => {
  await fal.queue.cancel(model, await submitted("a bridge [takes 60s]"));
});

test("cancel: a request that is over", async () => {
  await refused(fal.queue.cancel(model, await submitted("a bridge")), ApiError, 400, (error) => {
    assert.equal(error.body.status, "ALREADY_COMPLETED");
  });
});

test("errors: a wrong key", () => refused(client("wrong").queue.submit(model, input("x")), ApiError, 401));

test("errors: an input that is refused", () =>
  refused(fal.queue.submit(model, input("x [reject]")), ValidationError, 422));

test("errors: an unknown model", () => refused(fal.queue.submit("fal-ai/acme", input("x")), ApiError, 404));

test("errors: status 429 is retried", async () => {
  const before = (await statuses("fal", "create")).length;
  await failOnce("fal", "create", 429);
  await submitted("a bridge");
  assert.deepEqual((await statuses("fal", "create")).slice(before), [429, 200]);
});

test("errors: status 500 of a create is not retried", () =>
  refused(fal.queue.submit(model, input("x [error 500]")), ApiError, 500));

test("upload: a file goes to a signed URL, and a request refers to it", async () => {
  const file = picture(5000);
  const url = await fal.storage.upload(file);
  await received(file, "signed-put");
  const { data } = await fal.subscribe(model, { input: { prompt: "a bridge", image_url: url }, pollInterval: 20 });
  assert.equal(data.images.length, 1);
});

test("upload: a file within the input is uploaded", async () => {
  const file = picture(6000);
  await fal.queue.submit(model, { input: { prompt: "a bridge", image_url: file } });
  await received(file, "signed-put");
});
