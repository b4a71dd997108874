/** Creates an element. A property that is a function is a listener; one that is null is left out. */
export function element(tag, properties = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') {
      created.addEventListener(name, value);
    } else if (value === true) {
      created.setAttribute(name, '');
    } else if (value !== null && value !== undefined && value !== false) {
      created.setAttribute(name, value);
    }
  }
  created.append(...children.filter((child) => child !== null && child !== undefined));
  return created;
}

/** Writes a text only where it changed, so that a screen reader does not read it again. */
export function write(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Sends a request; returns what the server answered, or throws an Error with words for a user, and with the status if it answered. */
export async function post(address, body) {
  const json = !(body instanceof FormData);
  let response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: json ? { 'Content-Type': 'application/json' } : {},
      body: json ? JSON.stringify(body ?? {}) : body,
    });
  } catch {
    throw new Error('The server cannot be reached. Send it again: it is not created twice.');
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw Object.assign(new Error(answer.problem ?? problemOf(response.status)), { status: response.status });
  }
  return answer;
}

function problemOf(status) {
  return status === 413 ? 'The reference picture is too large.' : `The server answered ${status}. Its log says why.`;
}

/** Seconds and minutes as people write them. */
export function duration(milliseconds) {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.floor(seconds)} s`;
  }
  return `${Math.floor(seconds / 60)} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
}

export function dollars(amount) {
  const cents = amount > 0 && amount < 0.01 ? 4 : 2;
  return `$${Number(amount).toFixed(cents)}`;
}
