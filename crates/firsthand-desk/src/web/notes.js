// Notes about a finding: kept in the store, shown with it, taken back where they stand.

async function send(method, path, body) {
  const options = {method, headers: {'Content-Type': 'application/json'}, body: body && JSON.stringify(body)};
  return (await request(path, options)).json();
}

const moment = (at) => at.replace('T', ' ').replace('Z', ' UTC');

// Does something, says so, and says why it could not be done.
const act = (does, told) => does().then(() => tell(told)).catch((e) => openDialog(h('h2', {id: 'receipt-title'}, 'This could not be done'), h('p', null, e.message)));

// The notes that stand about it, and a field for another one. An export, which is made anew each time, keeps none.
function notes(id) {
  if (!index.store) return null;
  const list = h('ul.plain');
  const item = (n) => h('li', null, said(n.words), ' ', h('span.dim', null, moment(n.at)), ' ', h('button', {type: 'button', click: () => act(() => send('DELETE', `/notes/${n.id}`).then(show), 'The note is taken back')}, 'Take back'));
  const show = async () => list.replaceChildren(...(await ask(`/notes?${new URLSearchParams({about: id})}`)).items.map(item));
  show().catch(() => null);
  const words = h('input', {type: 'text', 'aria-label': 'Note about this', placeholder: 'Note about this', maxlength: 2000});
  const keepNote = (e) => {
    e.preventDefault();
    const text = words.value.trim();
    if (text) act(() => send('POST', '/notes', {about: id, words: text}).then(() => (words.value = '')).then(show), 'Noted');
  };
  return h('section.notes', {'aria-label': 'Notes'}, list, h('form', {submit: keepNote}, words, ' ', h('button', null, 'Note')));
}
