// OpenRouter's SDK for TypeScript, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenRouter } from "@openrouter/sdk";
import { at, key } from "./simulator.mjs";

const retryConfig = { strategy: "none" };
const client = (apiKey) => new OpenRouter({ apiKey, serverURL: at("openrouter-video"), retryConfig });
const { videoGeneration: videos } = client(key);
const prompt = (text) => ({ videoGenerationRequest: { model: "google/veo-3.1", prompt: text } });

async function refused(call, status) {
  await assert.rejects(call, (error) => {
    assert.equal(error.statusCode, status, String(error));
    return true;
  });
}

test("create: a video", async () => {
  const created = await videos.generate(prompt("a bridge"));
  assert.equal(created.status, "pending");
  assert.ok(created.pollingUrl.endsWith(`/videos/${created.id}`));
});

test("get: a video that is complete, with its cost and its content", async () => {
  const { id } = await videos.generate(prompt("a bridge"));
  const video = await videos.getGeneration({ jobId: id });
  assert.equal(video.status, "completed");
  assert.equal(video.unsignedUrls.length, 1);
  assert.ok(video.usage.cost > 0);
  const content = await new Response(await videos.getVideoContent({ jobId: id })).arrayBuffer();
  assert.equal(Buffer.from(content).subarray(4, 8).toString(), "ftyp");
});

test("get: a video that failed", async () => {
  const { id } = await videos.generate(prompt("a bridge [fail]"));
  const video = await videos.getGeneration({ jobId: id });
  assert.equal(video.status, "failed");
  assert.ok(video.error);
});

test("get: the content of a video that is not complete", async () => {
  const { id } = await videos.generate(prompt("a bridge [takes 60s]"));
  await refused(videos.getVideoContent({ jobId: id }), 400);
});

test("get: an unknown video", () => refused(videos.getGeneration({ jobId: "none" }), 404));

test("errors: a wrong key", () => refused(client("wrong").videoGeneration.generate(prompt("x")), 401));

test("errors: an invalid value", () =>
  refused(videos.generate({ videoGenerationRequest: { model: "google/veo-3.1", prompt: "x", resolution: "9p" } }), 400));

for (const status of [402, 429, 500]) {
  test(`errors: status ${status}`, () => refused(videos.generate(prompt(`x [error ${status}]`)), status));
}
