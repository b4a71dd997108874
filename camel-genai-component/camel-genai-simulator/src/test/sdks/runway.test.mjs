// Runway's SDK for Node, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import RunwayML, { TaskFailedError } from "@runwayml/sdk";
import { at, key, mediaType, picture, received, refused } from "./simulator.mjs";

const options = { baseURL: at("runway"), apiKey: key, maxRetries: 0 };
const client = new RunwayML(options);
const { tasks, textToVideo } = client;
const prompt = (text) => ({ model: "gen4.5", promptText: text, ratio: "1280:720", duration: 5 });

test("create: a video from a text, with what it will cost", async () => {
  const created = await textToVideo.create(prompt("a bridge [takes 60s]"));
  assert.ok(created.id);
  assert.ok(created.estimatedCost.credits > 0);
});

test("create: a video from an image", async () => {
  const created = await client.imageToVideo.create({
    model: "gen4.5", promptText: "a bridge", promptImage: "https://example.org/a.png", ratio: "1280:720", duration: 5,
  });
  assert.ok(created.id);
});

test("create: an image, and wait for it", async () => {
  const task = await client.textToImage
    .create({ model: "gen4_image", promptText: "a bridge", ratio: "1280:720" })
    .waitForTaskOutput();
  assert.equal(await mediaType(task.output[0]), "image/png");
});

test("create: a task that fails while it is waited for", () =>
  assert.rejects(textToVideo.create(prompt("a bridge [fail]")).waitForTaskOutput(), (error) => {
    assert.ok(error instanceof TaskFailedError, String(error));
    assert.match(error.taskDetails.failureCode, /^SAFETY/);
    return true;
  }));

test("get: a task that is pending", async () => {
  const { id } = await textToVideo.create(prompt("a bridge [takes 60s]"));
  const task = await tasks.retrieve(id);
  assert.equal(task.status, "PENDING");
  assert.ok(task.estimatedCost.credits > 0);
});

test("get: a task that has succeeded", async () => {
  const { id } = await textToVideo.create(prompt("a bridge"));
  const task = await tasks.retrieve(id);
  assert.equal(task.status, "SUCCEEDED");
  assert.ok(task.cost.credits > 0);
  assert.equal(await mediaType(task.output[0]), "video/mp4");
});

test("get: an unknown task", () => refused(tasks.retrieve("none"), RunwayML.NotFoundError, 404));

test("cancel: a task that is pending is gone afterwards", async () => {
  const { id } = await textToVideo.create(prompt("a bridge [takes 60s]"));
  await tasks.delete(id);
  await refused(tasks.retrieve(id), RunwayML.NotFoundError, 404);
});

test("delete: a task that is over", async () => {
  const { id } = await textToVideo.create(prompt("a bridge"));
  await tasks.delete(id);
  await refused(tasks.retrieve(id), RunwayML.NotFoundError, 404);
});

test("errors: a wrong key", () =>
  refused(new RunwayML({ ...options, apiKey: "wrong" }).textToVideo.create(prompt("x")), RunwayML.AuthenticationError, 401));

test("errors: an invalid value", () =>
  refused(textToVideo.create({ ...prompt("x"), ratio: "wide" }), RunwayML.BadRequestError, 400));

for (const [status, type] of [[429, RunwayML.RateLimitError], [500, RunwayML.InternalServerError]]) {
  test(`errors: status ${status}`, () => refused(textToVideo.create(prompt(`x [error ${status}]`)), type, status));
}

test("upload: a file goes to a signed form, and a task refers to it", async () => {
  const file = picture(5000);
  const { uri } = await client.uploads.createEphemeral({ file });
  await received(file, "signed-post");
  const created = await client.imageToVideo.create({
    model: "gen4.5", promptText: "a bridge", promptImage: uri, ratio: "1280:720", duration: 5,
  });
  assert.ok(created.id);
});
