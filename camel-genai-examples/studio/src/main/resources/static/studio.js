import { Card } from './card.js';
import { dollars, write } from './dom.js';
import { Form } from './form.js';

const PAGE = 48;

const list = document.querySelector('#list');
const older = document.querySelector('#older');
const spoken = document.querySelector('#spoken');
const cards = new Map();
const form = new Form(say);
let clock = 0; // the server's time minus ours

function say(sentence) {
  spoken.textContent = sentence;
}

/** Compares by age, the oldest first, as the server does. */
function compare(one, other) {
  return one.submittedAt - other.submittedAt || (one.id < other.id ? -1 : 1);
}

/** Shows a submission at its place: the newest is first. */
function show(submission) {
  const known = cards.get(submission.id);
  if (known) {
    known.update(submission);
    return;
  }
  const card = new Card(submission, { again: (each) => form.again(each), say });
  cards.set(submission.id, card);
  const next = [...list.children].find((each) => compare(cards.get(each.dataset.id).submission, submission) < 0);
  list.insertBefore(card.root, next ?? null);
  document.querySelector('#empty').hidden = true;
}

function spent(amount) {
  write(document.querySelector('#spent'), `Spent today ${dollars(amount)}`);
}

/** What happens at the server. The browser connects again by itself, and receives the present state first. */
function connect() {
  const live = new EventSource('api/live');
  const lost = document.querySelector('#connection');
  const on = (name, listener) => live.addEventListener(name, (event) => listener(JSON.parse(event.data)));
  live.addEventListener('open', () => {
    lost.hidden = true;
  });
  live.addEventListener('error', () => {
    lost.hidden = false;
    if (live.readyState === EventSource.CLOSED) {
      setTimeout(connect, 2000);
    }
  });
  on('present', (present) => {
    clock = present.now - Date.now();
    document.querySelector('#simulated').hidden = !present.simulated;
    form.show(present.models);
    present.submissions.toReversed().forEach(show);
    document.querySelector('#empty').hidden = cards.size > 0;
    older.hidden = present.submissions.length < PAGE;
    spent(present.spentUsd);
  });
  on('submission', show);
  on('spent', (change) => spent(change.spentUsd));
  on('text', (piece) => {
    if (cards.get(piece.id)?.append(piece) === false) {
      live.close();
      connect();
    }
  });
}

older.addEventListener('click', async () => {
  const [oldest] = [...cards.values()].map((card) => card.submission).sort(compare);
  const page = await (await fetch(`api/submissions?before=${oldest.submittedAt}&id=${oldest.id}`)).json();
  page.forEach(show);
  older.hidden = page.length < PAGE;
  if (page.length > 0) {
    cards.get(page[0].id).title.focus();
  }
});

setInterval(() => {
  const now = Date.now() + clock;
  cards.forEach((card) => card.tick(now));
}, 100);

connect();
