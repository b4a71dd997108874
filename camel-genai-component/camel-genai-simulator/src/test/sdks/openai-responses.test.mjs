// The Responses of OpenAI's SDK for Node, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { zodTextFormat } from "openai/helpers/zod";
import { z } from "zod";
import { at, key, picture, received, refused, registerWebhook, until, webhookOf } from "./simulator.mjs";

const options = { baseURL: at("openai-responses"), apiKey: key, maxRetries: 0 };
const { responses } = new OpenAI(options);
const prompt = (text) => ({ model: "gpt-5-mini", input: text });
const background = (text) => ({ ...prompt(text), background: true });

test("create: a response, with its text, usage and a request id", async () => {
  const response = await responses.create(prompt("a bridge"));
  assert.equal(response.status, "completed");
  assert.match(response.output_text, /a bridge/);
  assert.ok(response.usage.output_tokens > 0);
  assert.match(response._request_id, /^req_/);
});

test("create: an object that fits a schema", async () => {
  const Bridge = z.object({ name: z.string(), length: z.number().int() });
  const response = await responses.parse({ ...prompt("a bridge"), text: { format: zodTextFormat(Bridge, "bridge") } });
  assert.deepEqual(Bridge.parse(response.output_parsed), response.output_parsed);
});

test("create: a second turn", async () => {
  const first = await responses.create(prompt("a bridge"));
  const second = await responses.create({ ...prompt("and a tower"), previous_response_id: first.id });
  assert.equal(second.previous_response_id, first.id);
});

test("create: a response that is incomplete", async () => {
  const response = await responses.create({ ...prompt("a bridge"), max_output_tokens: 16 });
  assert.equal(response.status, "incomplete");
  assert.equal(response.incomplete_details.reason, "max_output_tokens");
});

test("stream: the same text, and the whole response", async () => {
  const whole = await responses.create(prompt("a bridge"));
  let text = "";
  const stream = responses.stream(prompt("a bridge")).on("response.output_text.delta", (event) => (text += event.delta));
  const final = await stream.finalResponse();
  assert.equal(text, whole.output_text);
  assert.equal(final.output_text, whole.output_text);
  assert.deepEqual(final.usage, whole.usage);
});

test("stream: in the background, resumed after an event", async () => {
  const events = [];
  for await (const event of await responses.create({ ...background("a bridge"), stream: true })) events.push(event);
  const { id } = events[0].response;
  const rest = [];
  for await (const event of await responses.retrieve(id, { stream: true, starting_after: 4 })) rest.push(event);
  assert.deepEqual(rest.map((event) => event.sequence_number), events.slice(5).map((event) => event.sequence_number));
  assert.equal(rest.at(-1).type, "response.completed");
});

test("stream: a response that fails", async () => {
  const types = [];
  for await (const event of await responses.create({ ...prompt("a bridge [fail]"), stream: true })) types.push(event.type);
  assert.equal(types.at(-1), "response.failed");
});

test("get: a response in the background until it is complete", async () => {
  const created = await responses.create(background("a bridge"));
  const response = await until(() => responses.retrieve(created.id), ({ status }) => status === "completed");
  assert.match(response.output_text, /a bridge/);
});

test("get: an unknown response", () => refused(responses.retrieve("resp_none"), OpenAI.NotFoundError, 404));

test("cancel: a response in the background, twice", async () => {
  const { id } = await responses.create(background("a bridge [takes 60s]"));
  assert.equal((await responses.cancel(id)).status, "cancelled");
  assert.equal((await responses.cancel(id)).status, "cancelled");
});

test("cancel: a synchronous response is refused", async () => {
  const { id } = await responses.create(prompt("a bridge"));
  await refused(responses.cancel(id), OpenAI.BadRequestError, 400);
});

test("delete: a response", async () => {
  const { id } = await responses.create(prompt("a bridge"));
  await responses.delete(id);
  await refused(responses.retrieve(id), OpenAI.NotFoundError, 404);
});

test("errors: a wrong key", () =>
  refused(new OpenAI({ ...options, apiKey: "sk-wrong" }).responses.create(prompt("x")), OpenAI.AuthenticationError, 401));

test("errors: an unknown parameter", () =>
  refused(responses.create({ ...prompt("x"), foo: 1 }), OpenAI.BadRequestError, 400, (error) => {
    assert.equal(error.param, "foo");
    assert.match(error.requestID, /^req_/);
  }));

for (const [status, type, code] of [
  [429, OpenAI.RateLimitError, "rate_limit_exceeded"],
  [500, OpenAI.InternalServerError, "server_error"],
]) {
  test(`errors: status ${status}`, () =>
    refused(responses.create(prompt(`x [error ${status}]`)), type, status, (error) => assert.equal(error.code, code)));
}

test("upload: a file is a part of a form, and a response refers to it", async () => {
  const file = picture(5000);
  const { id, purpose } = await new OpenAI(options).files.create({ file, purpose: "user_data" });
  assert.equal(purpose, "user_data");
  await received(file, "multipart");
  const image = { type: "input_image", file_id: id, detail: "auto" };
  const text = { type: "input_text", text: "what is it?" };
  const response = await responses.create({ ...prompt(""), input: [{ role: "user", content: [text, image] }] });
  assert.equal(response.status, "completed");
});

test("upload: a file of another key does not exist", async () => {
  const image = { type: "input_image", file_id: "file-of-another", detail: "auto" };
  const call = responses.create({ ...prompt(""), input: [{ role: "user", content: [image] }] });
  await refused(call, OpenAI.BadRequestError, 400);
});

test("get: a webhook that the SDK verifies, and a forged one that it does not", async () => {
  const { webhooks } = new OpenAI(options);
  let secret;
  let created;
  const { headers, body } = await webhookOf(async (url) => {
    secret = await registerWebhook("openai-responses", url);
    created = await responses.create({ ...prompt("a bridge"), background: true });
  });
  const event = await webhooks.unwrap(body, headers, secret);
  assert.equal(event.type, "response.completed");
  assert.equal(event.data.id, created.id);
  await assert.rejects(webhooks.unwrap(body + " ", headers, secret), OpenAI.InvalidWebhookSignatureError);
});
