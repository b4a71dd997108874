import { duration, element, post, write } from './dom.js';

const result = document.querySelector('#result');

async function perform(operation, unresolved, generationId) {
  try {
    const answer = await post(`api/operator/${operation}`, {
      key: unresolved.key,
      submission: unresolved.submission?.id ?? unresolved.correlationId ?? '',
      generationId,
    });
    result.className = 'result';
    write(result, answer.done);
    await show();
    document.querySelector('#title').focus();
  } catch (problem) {
    result.className = 'result problem';
    write(result, problem.message);
  }
}

function described(unresolved) {
  const { submission } = unresolved;
  return [
    element('h3', {}, submission?.prompt ?? unresolved.correlationId ?? unresolved.key),
    element('p', { class: 'facts' }, [
      `${unresolved.provider} ${unresolved.model ?? ''}`.trim(),
      `${duration(Date.now() - unresolved.since)} ago`,
      unresolved.generationId ?? '',
    ].filter(Boolean).join(' · ')),
    submission?.failure?.words ? element('p', { class: 'words' }, submission.failure.words) : null,
  ];
}

function button(words, unresolved, click, kind = 'quiet') {
  return element('button', {
    type: 'button', class: kind, click, 'aria-label': `${words}: ${unresolved.submission?.prompt ?? unresolved.key}`,
  }, words);
}

function unknown(unresolved) {
  const id = `id-${unresolved.key}`;
  const input = element('input', { id, type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const form = element('form', {
    class: 'resolve',
    submit: (event) => {
      event.preventDefault();
      perform('resolve', unresolved, input.value);
    },
  }, element('label', { for: id }, 'Its id at the provider'), input,
  element('button', { type: 'submit', class: 'main' }, 'It was created'));
  return element('li', { 'data-key': unresolved.key }, ...described(unresolved).filter(Boolean), form,
    element('div', { class: 'actions' },
      unresolved.clientId ? button('Ask the provider', unresolved, () => perform('ask', unresolved)) : null,
      button('Nothing was created: discard', unresolved, () => perform('discard', unresolved))));
}

function parked(unresolved) {
  return element('li', { 'data-key': unresolved.key }, ...described(unresolved).filter(Boolean),
    element('div', { class: 'actions' }, button('Deliver again', unresolved, () => perform('redeliver', unresolved), 'main')));
}

function fill(list, entries) {
  list.replaceChildren(...(entries.length === 0 ? [element('li', { class: 'none' }, 'None.')] : entries));
}

async function show() {
  const response = await fetch('api/operator');
  const listed = await response.json();
  if (!response.ok) {
    throw new Error(listed.problem);
  }
  fill(document.querySelector('#unknown'), listed.unknown.map(unknown));
  fill(document.querySelector('#parked'), listed.parked.map(parked));
}

show().catch((problem) => write(result, problem.message));
