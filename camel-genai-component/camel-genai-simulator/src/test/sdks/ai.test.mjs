// Vercel's AI SDK with two of its providers, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, isStepCount, Output, streamText, tool } from "ai";
import { z } from "zod";
import { at, key } from "./simulator.mjs";

const settings = { baseURL: at("openai-chat"), apiKey: key };
const model = "gpt-4o-mini";
const providers = {
  openai: (options) => { const openai = createOpenAI({ ...settings, ...options }); return (id) => openai.chat(id); },
  "openai-compatible": (options) =>
    createOpenAICompatible({
      name: "simulator", includeUsage: true, supportsStructuredOutputs: true, ...settings, ...options,
    }),
};
const Weather = z.object({ city: z.string(), days: z.number().int().min(1).max(9), unit: z.enum(["C", "F"]) });

for (const [name, provider] of Object.entries(providers)) {
  const chat = provider();

  test(`create: a text, with its usage, by ${name}`, async () => {
    const result = await generateText({ model: chat(model), prompt: "a bridge" });
    assert.match(result.text, /a bridge/);
    assert.equal(result.finishReason, "stop");
    assert.ok(result.usage.outputTokens > 0);
    assert.match(result.response.headers["x-request-id"], /^req_/);
  });

  test(`stream: the same text, by ${name}`, async () => {
    const whole = await generateText({ model: chat(model), prompt: "a bridge" });
    const stream = streamText({ model: chat(model), prompt: "a bridge" });
    let text = "";
    for await (const delta of stream.textStream) text += delta;
    assert.equal(text, whole.text);
    assert.equal(await stream.finishReason, "stop");
    assert.equal((await stream.usage).outputTokens, whole.usage.outputTokens);
  });

  test(`create: a tool is called, and its result leads to a text, by ${name}`, async () => {
    for (const run of [generateText, streamText]) {
      const called = [];
      const tools = { get_weather: tool({
        description: "The weather", inputSchema: Weather, execute: async (input) => (called.push(input), "21 C"),
      }) };
      const result = run({ model: chat(model), prompt: "How warm is it?", tools, stopWhen: isStepCount(5) });
      const finished = await result;
      if (run === streamText) await finished.consumeStream();
      assert.match(await finished.text, /How warm is it/);
      assert.equal((await finished.steps).length, 2);
      assert.deepEqual(called, [Weather.parse(called[0])]);
    }
  });

  test(`create: an object that fits a schema, by ${name}`, async () => {
    const output = Output.object({ schema: Weather });
    const result = await generateText({ model: chat(model), prompt: "a bridge", output });
    assert.deepEqual(Weather.parse(result.output), result.output);
    const stream = streamText({ model: chat(model), prompt: "a bridge", output });
    assert.deepEqual(await stream.output, result.output);
  });

  for (const [what, options, id, prompt, status] of [
    ["a wrong key", { apiKey: "sk-wrong" }, model, "x", 401],
    ["an unknown model", {}, "gpt-none", "x", 404],
    ["status 429", {}, model, "x [error 429]", 429],
    ["status 500", {}, model, "x [error 500]", 500],
  ]) {
    test(`errors: ${what}, by ${name}`, async () => {
      const call = generateText({ model: provider(options)(id), prompt, maxRetries: 0 });
      await assert.rejects(call, (error) => {
        assert.ok(APICallError.isInstance(error), String(error));
        assert.equal(error.statusCode, status);
        assert.equal(error.isRetryable, status === 429 || status === 500);
        return true;
      });
    });
  }
}
