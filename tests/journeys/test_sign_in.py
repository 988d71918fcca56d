"""Coming in: by OpenID Connect, with a second factor, with a key; and being locked out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Enter
from tests.journeys.looking import Looker
from tests.journeys.product import Product, copy_of, minga, serving
from tests.journeys.visitor import PASSWORD, Visitor
from tests.people.accounts import oidc_server
from tests.people.accounts.oidc_server import CLIENT, SECRET, Provider

pytestmark = pytest.mark.browser

CODE = re.compile(r"\d{6}")
FACTOR = "/aprobaciones/segundo-factor/"


def type_in(visitor: Visitor, username: str, password: str = PASSWORD) -> None:
    visitor.page.goto("/entrar/")
    visitor.field("Usuario").fill(username)
    visitor.field("Contraseña").fill(password)
    visitor.press("Entrar")


def activate(visitor: Visitor) -> list[str]:
    """The second factor, with the code that the demonstration shows. Answers recovery codes."""
    visitor.page.goto(FACTOR)
    visitor.press("Activar mi segundo factor")
    visitor.field("Código de su teléfono").fill(shown_code(visitor))
    visitor.press("Confirmar mi segundo factor")
    expect(visitor.main.locator(".codes li")).to_have_count(10)
    return visitor.main.locator(".codes li").all_inner_texts()


def shown_code(visitor: Visitor) -> str:
    found = CODE.search(visitor.main.get_by_text("Su teléfono mostraría").inner_text())
    assert found
    return found[0]


@pytest.fixture
def there() -> Iterator[Provider]:
    with oidc_server.serving() as provider:
        yield provider


@pytest.fixture
def with_provider(demo_folder: Path, tmp_path: Path, there: Provider) -> Iterator[Product]:
    """The demonstration, where one person has the RUN that the provider confirms."""
    data = copy_of(demo_folder, tmp_path / "provider")
    more = {
        "MINGA_OIDC_ISSUER": there.url,
        "MINGA_OIDC_CLIENT_ID": CLIENT,
        "MINGA_OIDC_CLIENT_SECRET": SECRET,
    }
    with serving(data, more) as product:
        yield product


def give_run(product: Product, admin: Visitor) -> None:
    """To somebody new, by the pages: an invitation without mail, then a password of their own."""
    type_in(admin, "acastro")
    admin.page.goto("/cuentas/invitar/")
    admin.field("Nombres").fill("Elena")
    admin.field("Apellidos").fill("Choque Mamani")
    admin.field("RUN").fill("11.111.111-1")
    admin.field("Usuario").fill("echoque")


def test_by_openid_connect(with_provider: Product, there: Provider, enter: Enter, looker: Looker):
    stranger = enter(with_provider)
    stranger.page.goto("/entrar/")
    looker.look(stranger, "sign in with provider")
    stranger.press("Entrar con ClaveÚnica")
    stranger.page.locator("#si").click()
    expect(stranger.heading).to_have_text("Sin cuenta en Minga")
    looker.look(stranger, "a run without account")

    admin = enter(with_provider)
    give_run(with_provider, admin)
    looker.look(admin, "inviting")
    admin.press("Invitar a la persona")
    expect(admin.main).to_contain_text("Contraseña provisoria de echoque")
    looker.look(admin, "invited without mail")

    elena = enter(with_provider)
    elena.page.goto("/programas/")
    expect(elena.heading).to_have_text("Entrar a Minga")
    elena.press("Entrar con ClaveÚnica")
    elena.page.locator("#si").click()
    expect(elena.page).to_have_url(f"{with_provider.url}/programas/")
    elena.page.goto("/mi-cuenta/")
    expect(elena.main).to_contain_text("proveedor de identidad")
    looker.look(elena, "my account by provider")

    elena.sign_out()
    expect(elena.heading).to_have_text("Entrar a Minga")
    assert there.logouts
    assert there.logouts[0]["post_logout_redirect_uri"] == f"{with_provider.url}/entrar/"
    elena.page.goto("/mi-cuenta/")
    expect(elena.heading).to_have_text("Entrar a Minga")


def test_with_a_second_factor(fresh: Product, enter: Enter, looker: Looker):
    lorena = enter(fresh)
    type_in(lorena, "laraya")
    expect(lorena.heading).to_have_text("Mi trabajo")
    codes = activate(lorena)
    lorena.sign_out()

    type_in(lorena, "laraya")
    expect(lorena.heading).to_have_text("Falta su segundo factor")
    looker.look(lorena, "second step")
    lorena.field("Código de su teléfono").fill("no-es-este")
    lorena.press("Entrar con el código")
    expect(lorena.notice).to_contain_text("El código no corresponde.")
    looker.look(lorena, "second step refused")
    lorena.page.goto("/mi-cuenta/")
    expect(lorena.heading).to_have_text("Entrar a Minga")

    type_in(lorena, "laraya")
    lorena.field("Código de su teléfono").fill(codes[0])
    lorena.press("Entrar con el código")
    expect(lorena.heading).to_have_text("Mi trabajo")

    again = enter(fresh, java_script_enabled=False)
    type_in(again, "laraya")
    again.field("Código de su teléfono").fill(codes[0])
    again.press("Entrar con el código")
    expect(again.notice).to_contain_text("ya se usó")
    again.field("Código de su teléfono").fill(codes[1])
    again.press("Entrar con el código")
    expect(again.heading).to_have_text("Mi trabajo")

    lorena.page.goto("/mi-cuenta/")
    expect(lorena.lede).to_contain_text("2 sesiones abiertas")
    looker.look(lorena, "two sessions")
    lorena.press("Cerrar todas las demás")
    expect(lorena.main).to_contain_text("Se cerró la otra sesión.")
    again.page.goto("/mi-cuenta/")
    expect(again.heading).to_have_text("Entrar a Minga")


def test_with_a_security_key(fresh: Product, enter: Enter, looker: Looker):
    marisol = enter(fresh)
    devices = marisol.context.new_cdp_session(marisol.page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    type_in(marisol, "mquispe")
    codes = activate(marisol)

    marisol.page.goto("/mi-cuenta/")
    marisol.follow("Agregar llave de seguridad")
    if marisol.main.get_by_label("Código de su teléfono").count():
        looker.look(marisol, "a code before a key")
        marisol.field("Código de su teléfono").fill(codes[0])
        marisol.press("Continuar")
    looker.look(marisol, "a new key")
    marisol.field("Nombre de la llave").fill("Llave azul")
    marisol.press("Agregar llave")
    expect(marisol.main).to_contain_text("Llave «Llave azul» agregada")
    looker.look(marisol, "my account with a key")

    marisol.sign_out()
    type_in(marisol, "mquispe")
    looker.look(marisol, "second step with a key")
    marisol.press("Usar mi llave de seguridad")
    expect(marisol.heading).to_have_text("Mi trabajo")
    marisol.page.goto("/mi-cuenta/")
    expect(marisol.main).to_contain_text("llave de seguridad")

    marisol.page.goto("/mi-cuenta/llaves/comprobar/?next=/aprobaciones/")
    looker.look(marisol, "proving with a key")
    marisol.press("Usar mi llave de seguridad")
    expect(marisol.heading).to_have_text("Aprobaciones")


def test_locked_out_and_helped(fresh: Product, enter: Enter, looker: Looker):
    rodrigo = enter(fresh)
    for _ in range(4):
        type_in(rodrigo, "rmamani", "equivocada")
        expect(rodrigo.notice).to_contain_text("El usuario o la contraseña no corresponden.")
    type_in(rodrigo, "rmamani", "equivocada")
    expect(rodrigo.notice).to_contain_text("Espere 15 minutos, hasta las")
    looker.look(rodrigo, "locked out")
    type_in(rodrigo, "rmamani")
    expect(rodrigo.notice).to_contain_text("Hubo demasiados intentos con este usuario.")

    admin = enter(fresh)
    type_in(admin, "acastro")
    admin.page.goto("/cuentas/?estado=bloqueada")
    looker.look(admin, "accounts locked")
    admin.follow("Mamani, Rodrigo")
    looker.look(admin, "account locked")
    admin.main.locator("summary", has_text="Desbloquear").click()
    looker.look(admin, "unlocking")
    admin.main.locator("details[open]").get_by_label("Motivo").fill("Llamó por teléfono.")
    admin.press("Desbloquear cuenta")
    expect(admin.main).to_contain_text("ya puede intentar de nuevo.")

    type_in(rodrigo, "rmamani")
    expect(rodrigo.heading).to_have_text("Mi trabajo")


def test_forgotten_invited_and_provisional(fresh: Product, enter: Enter, looker: Looker):
    admin = enter(fresh)
    give_run(fresh, admin)
    admin.field("Correo").fill("elena.choque@serviu.cl")
    admin.press("Invitar a la persona")
    expect(admin.main).to_contain_text("Invitación para E. Choque")
    looker.look(admin, "account invited")

    elena = enter(fresh)
    elena.page.goto(_link(fresh))
    looker.look(elena, "link")
    elena.field("Contraseña nueva").fill("corta")
    elena.field("Repítala").fill("otra")
    elena.press("Guardar contraseña")
    looker.look(elena, "link refused")
    for label in ("Contraseña nueva", "Repítala"):
        elena.field(label).fill("camanchaca de la tarde")
    elena.press("Guardar contraseña")
    expect(elena.main).to_contain_text("Entre con ella como echoque.")
    type_in(elena, "echoque", "camanchaca de la tarde")
    expect(elena.heading).to_have_text("Mi trabajo")
    elena.page.goto("/mi-cuenta/contrasena/")
    looker.look(elena, "change password")

    nobody = enter(fresh)
    nobody.page.goto("/entrar/")
    nobody.follow("Olvidé mi contraseña")
    looker.look(nobody, "forgot")
    nobody.field("Usuario o correo").fill("nadie")
    nobody.press("Enviar enlace")
    expect(nobody.heading).to_have_text("Revise su correo")
    looker.look(nobody, "forgot sent")
    nobody.page.goto("/entrar/enlace/no-es/")
    looker.look(nobody, "link not valid")

    for path in ("/cuentas/", "/cuentas/segundo-factor/", "/cuentas/segundo-factor/auditor/"):
        admin.page.goto(path)
        looker.look(admin, path)


def _link(product: Product) -> str:
    """Of the message that stays in the folder while no server is set."""
    minga(product.data, "jobs", "run", "--all")
    text = "".join(file.read_text("utf-8") for file in (product.data / "correo").glob("*.eml"))
    found = re.search(r"/entrar/enlace/[\w=-]+(?:\n[\w=-]+)?/", text.replace("=\n", ""))
    assert found, text[-800:]
    return found[0]
