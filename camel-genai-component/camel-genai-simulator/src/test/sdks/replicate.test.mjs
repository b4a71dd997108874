// Replicate's SDK for Node, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import Replicate, { validateWebhook } from "replicate";
import { at, failOnce, key, mediaType, picture as file, received, statuses, webhookOf } from "./simulator.mjs";

const options = { baseUrl: at("replicate"), auth: key };
const replicate = new Replicate(options);
const { predictions } = replicate;
const picture = "black-forest-labs/flux-schnell";
const text = "meta/meta-llama-3-8b-instruct";
const version = "0".repeat(64);

async function refused(call, status) {
  await assert.rejects(call, (error) => {
    assert.equal(error.name, "ApiError", String(error));
    assert.equal(error.response.status, status);
    return true;
  });
}

test("create: by a model, and polled until it has succeeded", async () => {
  const prediction = await predictions.create({ model: picture, input: { prompt: "a bridge" } });
  const done = await replicate.wait(prediction, { interval: 20 });
  assert.equal(done.status, "succeeded");
  assert.equal(await mediaType(done.output[0]), "image/png");
});

test("create: by a version", async () => {
  const prediction = await predictions.create({ version, input: { prompt: "a bridge" } });
  assert.equal(prediction.version, version);
});

test("create: an answer that waits for the result", async () => {
  const prediction = await predictions.create({ model: picture, input: { prompt: "a bridge [takes 0.3s]" }, wait: true });
  assert.equal(prediction.status, "succeeded");
});

test("create: a run returns the output", async () => {
  const output = await replicate.run(text, { input: { prompt: "a bridge" } });
  assert.match(output.join(""), /a bridge/);
  const polled = await replicate.run(`${text}:${version}`, {
    input: { prompt: "a bridge [takes 0.2s]" }, wait: { mode: "poll", interval: 20 },
  });
  assert.match(polled.join(""), /a bridge/);
});

test("create: a run that fails", () =>
  assert.rejects(replicate.run(text, { input: { prompt: "a bridge [fail]" } }), /Prediction failed/));

test("stream: the same text", async () => {
  const whole = await replicate.run(text, { input: { prompt: "a bridge" } });
  let streamed = "";
  let last;
  for await (const event of replicate.stream(text, { input: { prompt: "a bridge" } })) {
    streamed += event;
    last = event;
  }
  assert.equal(streamed, whole.join(""));
  assert.equal(last.event, "done");
});

test("stream: an error", async () => {
  const stream = replicate.stream(text, { input: { prompt: "a bridge [fail]" } });
  await assert.rejects(async () => { for await (const event of stream) assert.ok(event); });
});

test("get: a prediction", async () => {
  const { id } = await predictions.create({ model: picture, input: { prompt: "a bridge" } });
  assert.equal((await predictions.get(id)).id, id);
});

test("get: an unknown prediction", () => refused(predictions.get("none"), 404));

test("get: again after a server error", async () => {
  const { id } = await predictions.create({ model: picture, input: { prompt: "a bridge" } });
  await failOnce("replicate", "get", 500);
  assert.equal((await predictions.get(id)).id, id);
});

test("cancel: a prediction", async () => {
  const { id } = await predictions.create({ model: picture, input: { prompt: "a bridge [takes 60s]" } });
  assert.equal((await predictions.cancel(id)).status, "canceled");
});

test("cancel: a run that is aborted", async () => {
  const abort = new AbortController();
  const run = replicate.run(picture, {
    input: { prompt: "a bridge [takes 60s]" }, wait: { mode: "poll", interval: 20 }, signal: abort.signal,
  }, (prediction) => { if (prediction.status === "starting") abort.abort(); });
  await run.catch(() => {});
  assert.deepEqual((await statuses("replicate", "cancel")).at(-1), 200);
});

test("errors: a wrong key", () => refused(new Replicate({ ...options, auth: "r8_wrong" }).predictions.get("none"), 401));

test("errors: an input that is refused", () =>
  refused(predictions.create({ model: picture, input: { prompt: "x [reject]" } }), 422));

test("errors: an unknown model", () =>
  refused(predictions.create({ model: "acme/none", input: { prompt: "x" } }), 404));

test("errors: status 429 is retried, and then reported", () =>
  refused(predictions.create({ model: picture, input: { prompt: "x [error 429]" } }), 429));

test("errors: status 500 of a create is not retried", async () => {
  const before = (await statuses("replicate", "create")).length;
  await refused(predictions.create({ model: picture, input: { prompt: "x [error 500]" } }), 500);
  assert.equal((await statuses("replicate", "create")).length, before + 1);
});

test("upload: a file is a part of a form, and a prediction refers to it", async () => {
  const content = file(5000);
  const { urls } = await replicate.files.create(content);
  await received(content, "multipart");
  const prediction = await predictions.create({ model: picture, input: { prompt: "a bridge", image: urls.get } });
  assert.ok(prediction.id);
});

test("get: a webhook that the SDK verifies, and a forged one that it does not", async () => {
  const { headers, body } = await webhookOf((webhook) =>
    predictions.create({ model: picture, input: { prompt: "a bridge" }, webhook, webhook_events_filter: ["completed"] }));
  const { key: secret } = await replicate.webhooks.default.secret.get();
  const request = {
    id: headers["webhook-id"], timestamp: headers["webhook-timestamp"], signature: headers["webhook-signature"], secret,
  };
  assert.equal(await validateWebhook({ ...request, body }), true);
  assert.equal(await validateWebhook({ ...request, body: body + " " }), false);
  assert.equal(JSON.parse(body).status, "succeeded");
});
