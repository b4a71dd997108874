// The chat completions of OpenAI's SDK for Node, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { zodFunction, zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";
import { at, key } from "./simulator.mjs";

const options = { baseURL: at("openai-chat"), apiKey: key, maxRetries: 0 };
const client = new OpenAI(options);
const model = "gpt-4o-mini";
const prompt = (text) => ({ model, messages: [{ role: "user", content: text }] });
const completions = client.chat.completions;

const Weather = z.object({
  city: z.string(),
  days: z.number().int().min(1).max(9),
  unit: z.enum(["C", "F"]),
  email: z.string().email(),
  station: z.string().regex(/^[A-Z]{3}-\d{2}$/),
  note: z.string().nullable(),
});
const weather = zodFunction({ name: "get_weather", parameters: Weather });

test("create: a completion, with a request id", async () => {
  const completion = await completions.create(prompt("a bridge"));
  assert.match(completion.choices[0].message.content, /a bridge/);
  assert.equal(completion.choices[0].finish_reason, "stop");
  assert.equal(completion.usage.total_tokens, completion.usage.prompt_tokens + completion.usage.completion_tokens);
  assert.match(completion._request_id, /^req_/);
});

test("stream: the same text, and its usage", async () => {
  const whole = await completions.create(prompt("a bridge"));
  const stream = completions.stream({ ...prompt("a bridge"), stream_options: { include_usage: true } });
  let text = "";
  stream.on("content", (delta) => (text += delta));
  const final = await stream.finalChatCompletion();
  assert.equal(text, whole.choices[0].message.content);
  assert.equal(final.choices[0].message.content, text);
  assert.deepEqual(final.usage, whole.usage);
});

test("stream: several choices, as they are created", async () => {
  const whole = await completions.create({ ...prompt("a bridge"), n: 3 });
  assert.equal(new Set(whole.choices.map((choice) => choice.message.content)).size, 3);
  const texts = ["", "", ""];
  for await (const chunk of await completions.create({ ...prompt("a bridge"), n: 3, stream: true })) {
    for (const choice of chunk.choices) texts[choice.index] += choice.delta.content ?? "";
  }
  assert.deepEqual(texts, whole.choices.map((choice) => choice.message.content));
});

test("create: a tool is called with arguments that its schema parses", async () => {
  const completion = await completions.parse({ ...prompt("How warm is it?"), tools: [weather] });
  const call = completion.choices[0].message.tool_calls[0];
  assert.equal(completion.choices[0].finish_reason, "tool_calls");
  assert.deepEqual(Weather.parse(call.function.parsed_arguments), call.function.parsed_arguments);
});

test("stream: a tool call in deltas", async () => {
  const params = { ...prompt("How warm is it?"), tools: [weather] };
  const whole = await completions.create(params);
  let deltas = 0;
  const stream = completions.stream(params);
  stream.on("tool_calls.function.arguments.delta", () => deltas++);
  const final = await stream.finalChatCompletion();
  assert.ok(deltas > 3, `${deltas} deltas`);
  assert.equal(
    final.choices[0].message.tool_calls[0].function.arguments,
    whole.choices[0].message.tool_calls[0].function.arguments,
  );
});

test("create: the loop of an agent that finishes with a text", async () => {
  const called = [];
  const runner = completions.runTools({
    ...prompt("How warm is it?"),
    tools: [{ type: "function", function: {
      name: "get_weather",
      parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
      parse: JSON.parse,
      function: ({ city }) => (called.push(city), "21 C"),
    } }],
  });
  assert.match(await runner.finalContent(), /How warm is it/);
  assert.equal(called.length, 1);
});

test("create: a text that the schema of the request parses", async () => {
  const format = { response_format: zodResponseFormat(Weather, "weather") };
  const completion = await completions.parse({ ...prompt("a bridge"), ...format });
  assert.deepEqual(Weather.parse(completion.choices[0].message.parsed), completion.choices[0].message.parsed);
  const streamed = await completions.stream({ ...prompt("a bridge"), ...format }).finalChatCompletion();
  assert.deepEqual(streamed.choices[0].message.parsed, completion.choices[0].message.parsed);
  await assert.rejects(completions.parse({ ...prompt("a bridge"), ...format, max_tokens: 2 }), OpenAI.LengthFinishReasonError);
});

test("get: models are listed and retrieved", async () => {
  const listed = [];
  for await (const each of client.models.list()) listed.push(each.id);
  assert.ok(listed.includes(model));
  assert.equal((await client.models.retrieve(model)).object, "model");
  await assert.rejects(client.models.retrieve("none"), OpenAI.NotFoundError);
});

test("errors: a wrong key", async () => {
  const stranger = new OpenAI({ ...options, apiKey: "sk-wrong" });
  await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError);
});

test("errors: an unknown model", async () => {
  await assert.rejects(completions.create({ ...prompt("x"), model: "gpt-none" }), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, "model_not_found");
    assert.match(error.requestID, /^req_/);
    return true;
  });
});

test("errors: an unknown parameter, by its name", async () => {
  await assert.rejects(completions.create({ ...prompt("x"), foo: 1 }), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.equal(error.param, "foo");
    return true;
  });
});

for (const [status, type, code] of [
  [409, OpenAI.ConflictError, "conflict"],
  [422, OpenAI.UnprocessableEntityError, "unprocessable_entity"],
  [429, OpenAI.RateLimitError, "rate_limit_exceeded"],
  [500, OpenAI.InternalServerError, "server_error"],
]) {
  test(`errors: status ${status}, with its type and code`, async () => {
    await assert.rejects(completions.create(prompt(`x [error ${status}]`)), (error) => {
      assert.ok(error instanceof type);
      assert.equal(error.status, status);
      assert.equal(error.code, code);
      return true;
    });
  });
}
