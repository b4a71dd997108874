// Vercel's AI SDK with two of its providers, with nothing changed but the base URL and the key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateText, isStepCount, Output, streamText, tool } from "ai";
import { z } from "zod";

const settings = { baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY };
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

  test(`${name}: a text is generated, with its usage`, async () => {
    const result = await generateText({ model: chat(model), prompt: "a bridge" });
    assert.match(result.text, /a bridge/);
    assert.equal(result.finishReason, "stop");
    assert.ok(result.usage.outputTokens > 0);
    assert.match(result.response.headers["x-request-id"], /^req_/);
  });

  test(`${name}: a stream gives the same text`, async () => {
    const whole = await generateText({ model: chat(model), prompt: "a bridge" });
    const stream = streamText({ model: chat(model), prompt: "a bridge" });
    let text = "";
    for await (const delta of stream.textStream) text += delta;
    assert.equal(text, whole.text);
    assert.equal(await stream.finishReason, "stop");
    assert.equal((await stream.usage).outputTokens, whole.usage.outputTokens);
  });

  test(`${name}: a tool is called, and its result leads to a text`, async () => {
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

  test(`${name}: an object fits the schema`, async () => {
    const output = Output.object({ schema: Weather });
    const result = await generateText({ model: chat(model), prompt: "a bridge", output });
    assert.deepEqual(Weather.parse(result.output), result.output);
    const stream = streamText({ model: chat(model), prompt: "a bridge", output });
    assert.deepEqual(await stream.output, result.output);
  });

  for (const [what, options, id, prompt, status] of [
    ["a wrong key is unauthorized", { apiKey: "sk-wrong" }, model, "x", 401],
    ["an unknown model is not found", {}, "gpt-none", "x", 404],
    ["too many requests are refused", {}, model, "x [error 429]", 429],
    ["an error of the server is one", {}, model, "x [error 500]", 500],
  ]) {
    test(`${name}: ${what}`, async () => {
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
