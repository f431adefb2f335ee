// Copies the permanent address of a rule, also where the page is only a preview of its published self.
// Without this file the same link leads there.
document.addEventListener("click", event => {
  const link = event.target.closest(".ld-copy")
  if (!link || !navigator.clipboard) return
  event.preventDefault()
  const status = document.getElementById("ld-status")
  const words = link.dataset.words ??= link.textContent
  const published = document.querySelector("link[rel=canonical]")
  const address = published ? published.href + link.hash : link.href
  navigator.clipboard.writeText(address).then(() => {
    link.textContent = status.textContent = link.dataset.copied
    setTimeout(() => { link.textContent = words; status.textContent = "" }, 2000)
  }, () => { location.href = link.href })
})
