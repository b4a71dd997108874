// The state of the simulator, asked for every second while the page is visible.
const SHOWN = 100;
const PERIOD = 1000;

const byId = (id) => document.getElementById(id);
const ask = async (path, method = "GET", body = undefined) => {
  const response = await fetch(`/_simulator/${path}`, { method, body });
  const document = await response.json();
  if (!response.ok) throw new Error(document.error);
  return document;
};

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function option(value, text = value) {
  const made = element("option", text);
  made.value = value;
  return made;
}

function row(cells) {
  const made = document.createElement("tr");
  cells.forEach((cell) => made.append(element("td", cell ?? "any")));
  return made;
}

const time = (instant) => new Date(instant).toLocaleTimeString();

function problem(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = !text;
}

async function attempt(action) {
  try {
    await action();
    problem("");
  } catch (failure) {
    problem(failure.message);
  }
}

// Providers, with lines to copy.
let providers = [];

function showProvider() {
  const provider = providers.find((each) => each.name === byId("provider").value);
  for (const name of ["curl", "properties", "route"]) byId(name).textContent = provider[name];
}

const form = byId("fault");

function showOperations() {
  const chosen = providers.filter((each) => !form.provider.value || each.name === form.provider.value);
  const names = [...new Set(chosen.flatMap((each) => each.operations))].sort();
  form.operation.replaceChildren(option("", "any"), ...names.map((name) => option(name)));
}

function showFields() {
  form.querySelectorAll("[data-for]").forEach((label) => {
    label.hidden = !label.dataset.for.split(" ").includes(form.kind.value);
    label.querySelector("input").disabled = label.hidden;
  });
}

async function start() {
  const known = await ask("providers");
  providers = known.providers;
  byId("provider").append(...providers.map((each) => option(each.name)));
  form.provider.append(...providers.map((each) => option(each.name)));
  form.kind.append(...known.faults.map((kind) => option(kind, kind.toLowerCase().replaceAll("_", " "))));
  showProvider();
  showOperations();
  showFields();
}

byId("provider").addEventListener("change", showProvider);
form.provider.addEventListener("change", showOperations);
form.kind.addEventListener("change", showFields);

document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
  await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, PERIOD);
}));

// What a user does.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fault = {};
  for (const [name, value] of new FormData(form)) {
    if (value !== "") fault[name] = form[name].type === "number" ? Number(value) : value;
  }
  attempt(async () => {
    await ask("faults", "POST", JSON.stringify(fault));
    await refresh();
  });
});

byId("withdraw").addEventListener("click", () => attempt(async () => {
  await ask("faults", "DELETE");
  await refresh();
}));

byId("reset").addEventListener("click", () => attempt(async () => {
  await ask("reset", "POST");
  await refresh();
}));

// The state.
function showGenerations({ count, running, generations }) {
  byId("created").textContent = count;
  byId("running").textContent = running;
  byId("generations").replaceChildren(...generations.reverse()
    .map((each) => row([time(each.createdAt), each.provider, each.model ?? "-", each.status, each.id])));
}

function showFaults(faults) {
  byId("armed").textContent = faults.filter((each) => each.armed).length;
  byId("faults").replaceChildren(...faults.map((each) => row([
    each.kind.toLowerCase().replaceAll("_", " ") + (each.status ? ` ${each.status}` : ""),
    each.provider, each.operation, `${each.played} of ${each.times}`, each.armed ? "armed" : "withdrawn",
  ])));
}

// Entries that are shown stay, so that one that is open remains open.
function showJournal(entries) {
  const known = new Map([...byId("journal").children].map((each) => [each.dataset.key, each]));
  byId("journal").replaceChildren(...entries.reverse().map((entry) => {
    const key = `${entry.number} ${entry.at} ${entry.status}`;
    return known.get(key) ?? request(entry, key);
  }));
}

function request(entry, key) {
  const made = document.createElement("details");
  made.dataset.key = key;
  const summary = element("summary", `${time(entry.at)} ${entry.provider} ${entry.operation} `);
  const query = entry.query ? `?${entry.query}` : "";
  summary.append(
    element("span", entry.status || "pending", entry.status >= 400 ? "status bad" : "status"),
    ` ${entry.method} ${entry.path}${query}`,
  );
  const headers = Object.entries(entry.headers).map(([name, value]) => `${name}: ${value}`).join("\n");
  made.append(summary, element("pre", `${headers}\n\n${entry.body}`));
  return made;
}

async function refresh() {
  const [generations, faults, requests] = await Promise.all(
    [ask(`generations?newest=${SHOWN}`), ask("faults"), ask(`requests?newest=${SHOWN}`)]);
  showGenerations(generations);
  showFaults(faults);
  showJournal(requests);
}

// A failure of a user's action stays until the next one.
let isLost = false;

async function watch() {
  try {
    if (!document.hidden) await refresh();
    if (isLost) problem("");
    isLost = false;
  } catch (failure) {
    isLost = true;
    problem(`The simulator does not answer: ${failure.message}`);
  }
  setTimeout(watch, PERIOD);
}

await attempt(start);
await watch();
