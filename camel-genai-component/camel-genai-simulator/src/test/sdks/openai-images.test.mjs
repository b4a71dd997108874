// The images of OpenAI's SDK for Node, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { toFile } from "openai";
import { at, key, refused } from "./simulator.mjs";

const options = { baseURL: at("openai-images"), apiKey: key, maxRetries: 0 };
const { images } = new OpenAI(options);
const prompt = (text) => ({ model: "gpt-image-2", prompt: text, size: "1024x1024" });
const isPng = (base64) => assert.equal(Buffer.from(base64, "base64").subarray(1, 4).toString(), "PNG");

test("create: two pictures, with usage and a request id", async () => {
  const response = await images.generate({ ...prompt("a bridge"), n: 2 });
  assert.equal(response.data.length, 2);
  response.data.forEach((picture) => isPng(picture.b64_json));
  assert.ok(response.usage.output_tokens > 0);
  assert.match(response._request_id, /^req_/);
});

test("stream: previews, and then the picture", async () => {
  const types = [];
  let last;
  for await (const event of await images.generate({ ...prompt("a bridge"), stream: true, partial_images: 2 })) {
    types.push(event.type);
    last = event;
  }
  const preview = "image_generation.partial_image";
  assert.deepEqual(types, [preview, preview, "image_generation.completed"]);
  isPng(last.b64_json);
});

test("stream: an error", async () => {
  const stream = await images.generate({ ...prompt("a bridge [fail]"), stream: true });
  await assert.rejects(async () => { for await (const event of stream) assert.ok(event); }, OpenAI.APIError);
});

const picture = async () => {
  const { data } = await images.generate(prompt("a bridge"));
  return toFile(Buffer.from(data[0].b64_json, "base64"), "bridge.png", { type: "image/png" });
};

test("create: an edit of one picture, with a mask", async () => {
  const image = await picture();
  const response = await images.edit({ ...prompt("at night"), image, mask: image, n: 2, input_fidelity: "high" });
  assert.equal(response.data.length, 2);
  response.data.forEach((each) => isPng(each.b64_json));
});

test("stream: an edit of several pictures", async () => {
  const image = [await picture(), await picture()];
  const types = [];
  for await (const event of await images.edit({ ...prompt("at night"), image, stream: true, partial_images: 1 })) {
    types.push(event.type);
  }
  assert.deepEqual(types, ["image_edit.partial_image", "image_edit.completed"]);
});

test("errors: a file that is no picture", async () => {
  const image = await toFile(Buffer.from("text"), "a.txt", { type: "text/plain" });
  await refused(images.edit({ ...prompt("x"), image }), OpenAI.BadRequestError, 400, (error) => assert.equal(error.param, "image"));
});

test("errors: a wrong key", () =>
  refused(new OpenAI({ ...options, apiKey: "sk-wrong" }).images.generate(prompt("x")), OpenAI.AuthenticationError, 401));

test("errors: a prompt that is refused", () =>
  refused(images.generate(prompt("x [reject]")), OpenAI.BadRequestError, 400, (error) => {
    assert.equal(error.code, "moderation_blocked");
    assert.match(error.requestID, /^req_/);
  }));

test("errors: an unknown parameter", () =>
  refused(images.generate({ ...prompt("x"), foo: 1 }), OpenAI.BadRequestError, 400, (error) => assert.equal(error.param, "foo")));

for (const [status, type] of [[429, OpenAI.RateLimitError], [500, OpenAI.InternalServerError]]) {
  test(`errors: status ${status}`, () => refused(images.generate(prompt(`x [error ${status}]`)), type, status));
}
