import { dollars, duration, element, post, write } from './dom.js';

const TERMINAL = new Set(['COMPLETED', 'INCOMPLETE', 'FAILED', 'CANCELED', 'UNKNOWN']);
const CLOSED = new Set(['COMPLETED', 'INCOMPLETE', 'FAILED', 'CANCELED']);
const NOUNS = { PICTURE: 'Picture', VIDEO: 'Video', SOUND: 'Sound', TEXT: 'Text' };

/** One submission on the page. Its elements stay, and change where the submission does: a focus is never lost. */
export class Card {
  /** @param actions { again(submission), say(text) } */
  constructor(submission, actions) {
    this.actions = actions;
    this.id = submission.id;
    this.textLength = 0;
    this.media = element('div', { class: 'media' });
    this.state = element('span', { class: 'state' });
    this.elapsed = element('span', { class: 'elapsed' });
    this.bar = element('progress', { max: 1, 'aria-label': 'Progress' });
    this.wait = element('div', { class: 'wait' }, element('p', {}, this.state, ' ', this.elapsed), this.bar);
    this.text = element('div', { class: 'text' });
    this.failure = element('div', { class: 'failure' });
    this.title = element('h3', { id: `title-${this.id}`, tabindex: -1 });
    this.facts = element('p', { class: 'facts' });
    this.cancelButton = element('button', { type: 'button', class: 'quiet', click: () => this.cancel() }, 'Cancel');
    this.againButton = element('button', { type: 'button', class: 'quiet', click: () => actions.again(this.submission) }, 'Use again');
    this.downloads = element('span', { class: 'downloads' });
    this.problem = element('p', { class: 'problem', role: 'alert' });
    this.article = element('article', { 'aria-labelledby': `title-${this.id}` },
      ...(submission.kind === 'TEXT'
        ? [this.title, this.facts, this.wait, this.text, this.failure]
        : [this.media, this.wait, this.text, this.failure, this.title, this.facts]),
      this.problem,
      element('div', { class: 'actions' }, this.cancelButton, this.downloads, this.againButton));
    this.root = element('li', { 'data-id': this.id }, this.article);
    this.update(submission);
  }

  isTerminal() {
    return TERMINAL.has(this.submission.status);
  }

  update(submission) {
    const before = this.submission;
    if (before && CLOSED.has(before.status) && !CLOSED.has(submission.status)) {
      return; // it was sent before the last one, and arrived after it
    }
    this.submission = submission;
    const terminal = this.isTerminal();
    this.root.dataset.status = submission.status;
    this.root.dataset.kind = submission.kind ?? '';
    write(this.title, submission.prompt);
    for (const button of [this.cancelButton, this.againButton]) {
      button.setAttribute('aria-label', `${button.textContent}: ${shorten(submission.prompt)}`);
    }
    this.updateWait();
    if (submission.text !== null && (terminal || submission.text.length > this.textLength)) {
      this.text.textContent = submission.text;
      this.textLength = submission.text.length;
    }
    this.text.hidden = this.textLength === 0;
    this.text.setAttribute('aria-busy', String(!terminal));
    this.updateFiles();
    this.updateFailure();
    this.updateFacts();
    this.updateActions(terminal);
    this.tick(0);
    if (before && !TERMINAL.has(before.status) && terminal) {
      this.actions.say(this.sentence());
    }
  }

  updateWait() {
    const { status, queuePosition, progress, saving, canceling } = this.submission;
    this.wait.hidden = this.isTerminal();
    const percent = progress === null ? '' : `, ${Math.round(progress * 100)} %`;
    const words = canceling ? 'Canceling' : saving ? 'Saving the file' : {
      SENDING: 'Sending',
      QUEUED: queuePosition === null ? 'In the queue' : `In the queue, position ${queuePosition}`,
      RUNNING: this.submission.kind === 'TEXT' ? 'Writing' : `In progress${percent}`,
    }[status] ?? '';
    write(this.state, words);
    if (progress === null) {
      this.bar.removeAttribute('value');
    } else {
      this.bar.value = progress;
    }
  }

  updateFiles() {
    const files = this.isTerminal() ? this.submission.files : [];
    if (this.media.dataset.files === files.join()) {
      return;
    }
    this.media.dataset.files = files.join();
    this.media.replaceChildren(...files.map((file) => medium(file, this.submission)));
    this.downloads.replaceChildren(...files.map((file, index) => element('a', {
      href: file, download: '', 'aria-label': `Save file ${index + 1}: ${shorten(this.submission.prompt)}`,
    }, files.length === 1 ? 'Save' : `Save ${index + 1}`)));
    this.media.hidden = files.length === 0;
  }

  updateFailure() {
    const { failure, status } = this.submission;
    const canceled = failure === null && status === 'CANCELED';
    this.failure.hidden = failure === null && !canceled;
    this.failure.replaceChildren(...[
      canceled ? element('p', { class: 'what' }, 'Canceled') : null,
      failure ? element('p', { class: 'what' }, failure.title) : null,
      failure ? element('p', {}, failure.advice) : null,
      failure?.words ? element('p', { class: 'words' }, failure.words) : null,
      status === 'UNKNOWN' ? element('p', {}, element('a', { href: 'operator.html' }, 'Open the operator’s page')) : null,
    ].filter(Boolean));
  }

  updateFacts() {
    const { title, costUsd, finishedAt, submittedAt } = this.submission;
    const facts = [title];
    if (finishedAt !== null) {
      facts.push(duration(finishedAt - submittedAt));
    }
    if (costUsd > 0) {
      facts.push(dollars(costUsd));
    }
    write(this.facts, facts.join(' · '));
  }

  updateActions(terminal) {
    const focused = document.activeElement === this.cancelButton;
    this.cancelButton.hidden = terminal || !this.submission.cancelable || this.submission.canceling;
    this.againButton.hidden = !terminal;
    if (focused && this.cancelButton.hidden) {
      this.title.focus();
    }
    if (terminal) {
      write(this.problem, '');
      this.cancelButton.disabled = false;
    }
  }

  /** A piece of the text. Returns false where pieces before it are missing. */
  append(piece) {
    if (piece.from > this.textLength) {
      return false;
    }
    const added = piece.text.slice(this.textLength - piece.from);
    this.text.append(added);
    this.textLength += added.length;
    this.text.hidden = false;
    return true;
  }

  /** @param now the time at the server, or 0 for the last one that is known */
  tick(now) {
    this.now = now || this.now || this.submission.submittedAt;
    if (!this.isTerminal()) {
      write(this.elapsed, duration(this.now - this.submission.submittedAt));
    }
  }

  async cancel() {
    this.cancelButton.setAttribute('aria-disabled', 'true');
    try {
      await post(`api/submissions/${this.id}/cancel`);
    } catch (problem) {
      write(this.problem, problem.message);
    } finally {
      this.cancelButton.removeAttribute('aria-disabled');
    }
  }

  sentence() {
    const { kind, failure, prompt, status } = this.submission;
    const noun = NOUNS[kind] ?? 'Result';
    if (failure !== null) {
      return `${noun}: ${failure.title}. ${failure.advice}`;
    }
    return `${noun} ${status === 'CANCELED' ? 'canceled' : 'complete'}: ${shorten(prompt)}`;
  }
}

function medium(file, { kind, prompt }) {
  if (kind === 'VIDEO') {
    return element('video', { src: file, controls: true, preload: 'metadata', playsinline: true, 'aria-label': prompt });
  }
  if (kind === 'SOUND') {
    return element('audio', { src: file, controls: true, preload: 'metadata', 'aria-label': prompt });
  }
  return element('a', { href: file, 'aria-label': `Open the picture: ${shorten(prompt)}` }, element('img', { src: file, alt: prompt }));
}

function shorten(text) {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
