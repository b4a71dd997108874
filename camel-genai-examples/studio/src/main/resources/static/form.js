import { element, post, write } from './dom.js';

const DRAFT = 'studio.draft';

/**
 * The form. A form has an id from its first letter on until the server has it, also through a reload: however often it is sent, it is
 * one submission, and paid for once.
 */
export class Form {
  /** @param say announces a sentence to a screen reader */
  constructor(say) {
    this.say = say;
    this.form = document.querySelector('#form');
    this.prompt = this.form.elements.prompt;
    this.model = this.form.elements.model;
    this.reference = this.form.elements.reference;
    this.problem = document.querySelector('#problem');
    this.button = this.form.querySelector('button[type=submit]');
    this.models = [];
    this.draft = readDraft();
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.form.addEventListener('change', (event) => {
      if (event.target.name === 'kind') {
        this.offer();
      }
      this.showReference();
      this.keep();
    });
    this.form.addEventListener('input', () => {
      this.complain('');
      this.keep();
    });
    this.form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.send();
      }
    });
  }

  show(models) {
    if (JSON.stringify(models) === JSON.stringify(this.models)) {
      return;
    }
    this.models = models;
    for (const radio of this.form.elements.kind) {
      radio.closest('label').hidden = !models.some((model) => model.kind === radio.value);
    }
    const wanted = models.find((model) => model.key === this.draft.model)
      ?? models.find((model) => model.kind === this.form.elements.kind.value)
      ?? models[0];
    if (wanted) {
      this.choose(wanted);
    }
    if (this.prompt.value === '') {
      this.prompt.value = this.draft.prompt ?? '';
    }
  }

  choose(model) {
    this.form.elements.kind.value = model.kind;
    this.offer();
    this.model.value = model.key;
    this.showReference();
  }

  offer() {
    const kind = this.form.elements.kind.value;
    this.model.replaceChildren(...this.models.filter((model) => model.kind === kind).map((model) =>
      element('option', { value: model.key }, `${model.title}, ${model.provider}`)));
  }

  showReference() {
    const model = this.models.find((each) => each.key === this.model.value);
    document.querySelector('#reference-field').hidden = !model?.reference;
  }

  /** Puts an earlier submission into the form. */
  again(submission) {
    const model = this.models.find((each) => each.key === submission.model);
    if (model) {
      this.choose(model);
    }
    this.prompt.value = submission.prompt;
    this.renew();
    this.prompt.focus();
    this.form.scrollIntoView({ block: 'start' });
  }

  keep() {
    this.draft = { id: this.draft.id, model: this.model.value, prompt: this.prompt.value };
    sessionStorage.setItem(DRAFT, JSON.stringify(this.draft));
  }

  renew() {
    this.draft = { id: crypto.randomUUID() };
    this.keep();
  }

  complain(problem) {
    write(this.problem, problem);
    this.prompt.toggleAttribute('aria-invalid', problem !== '' && this.prompt.value.trim() === '');
  }

  async send() {
    const empty = this.prompt.value.trim() === '';
    if (this.sending || (empty && Date.now() - (this.sentAt ?? 0) < 700)) {
      return; // the second half of a double click
    }
    if (empty) {
      this.complain('Write a prompt first.');
      this.prompt.focus();
      return;
    }
    this.sending = true;
    this.button.setAttribute('aria-disabled', 'true');
    const body = new FormData();
    body.set('id', this.draft.id);
    body.set('model', this.model.value);
    body.set('prompt', this.prompt.value);
    const file = this.reference.files[0];
    if (file && !document.querySelector('#reference-field').hidden) {
      body.set('reference', file);
    }
    try {
      await post('api/submissions', body);
      this.prompt.value = '';
      this.reference.value = '';
      this.complain('');
      this.renew();
      this.sentAt = Date.now();
      this.say('Submitted.');
    } catch (problem) {
      if (problem.status === 409) { // the server has another form under this id, as after an answer that was lost
        this.renew();
        this.complain(`${problem.message} This is a new form now: send it again to create it too.`);
      } else {
        this.complain(problem.message);
      }
    } finally {
      this.sending = false;
      this.button.removeAttribute('aria-disabled');
    }
  }
}

function readDraft() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(DRAFT));
    return draft?.id ? draft : { id: crypto.randomUUID() };
  } catch {
    return { id: crypto.randomUUID() };
  }
}
