// @ts-check

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Creates an element. Texts become text nodes, never markup.
 * @param {string} tag The name of the element, with classes: 'button.quiet'.
 * @param {Record<string, any>} [attributes] Attributes; functions named 'on…' are listeners, and 'style' is an object.
 * @param {...(Child | Child[])} children Its content.
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  append(element, children);
  return element;
}

/**
 * Replaces the content of an element.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

/**
 * Makes the content of an element equal to this, and keeps the elements that are there: what changes under a pointer
 * can still be clicked, and the focus stays. Elements keep their listeners, so those of different 'data-key' or of
 * another kind are replaced.
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function patch(element, ...children) {
  const wanted = element.cloneNode(false);
  append(/** @type {Element} */ (wanted), children);
  morph(element, wanted);
}

/** @param {Node} element @param {Node} wanted */
function morph(element, wanted) {
  const nodes = [...wanted.childNodes];
  for (const [i, next] of nodes.entries()) {
    const old = element.childNodes[i];
    if (!old) element.appendChild(next);
    else if (!(old instanceof HTMLElement) || !(next instanceof HTMLElement)) {
      if (old.nodeType !== next.nodeType || old.nodeValue !== next.nodeValue) old.replaceWith(next);
    } else if (old.tagName !== next.tagName || old.dataset.key !== next.dataset.key) old.replaceWith(next);
    else {
      for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
      for (const { name, value } of next.attributes) {
        if (name === 'style') old.style.cssText = next.style.cssText;
        else if (old.getAttribute(name) !== value) old.setAttribute(name, value);
      }

      morph(old, next);
    }
  }

  while (element.childNodes.length > nodes.length) element.lastChild?.remove();
}

/** @param {HTMLElement} element @param {string} key @param {any} value */
function set(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else if (key === 'style') for (const [name, one] of Object.entries(value)) element.style.setProperty(name, one);
  else if (key === 'value' || key === 'checked' || key === 'disabled') Reflect.set(element, key, value);
  else element.setAttribute(key, value === true ? '' : String(value));
}

/** @param {Element} element @param {(Child | Child[])[]} children */
function append(element, children) {
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}
