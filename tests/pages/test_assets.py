import gzip
import re

import pytest

from dialonce.pages.assets import all_assets, asset_url, find_asset, make_asset, read_static, shrink_css


def test_address_names_the_content() -> None:
    one, other = make_asset("a.css", "a{}"), make_asset("a.css", "b{}")
    assert re.fullmatch(r"/static/a\.[0-9a-f]{12}\.css", one.path)
    assert one.path != other.path


def test_every_asset_is_found_at_its_address_and_only_there() -> None:
    for asset in all_assets():
        assert find_asset(asset.path) == asset
        assert asset_url(asset.name) == asset.path
        assert find_asset(asset.path.replace(".", ".0", 1)) is None


def test_gzipped_body_is_the_body_and_smaller() -> None:
    for asset in all_assets():
        assert gzip.decompress(asset.gzipped) == asset.body
        assert len(asset.gzipped) < len(asset.body)


def test_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        asset_url("nothing.css")


def test_shrunk_css_says_the_same() -> None:
    css = """
/* why */
a,
b > c {
  margin: 0 auto;
  width: calc(100% - 2rem);
}

@media (max-width: 3rem) {
  a {
    color: red;
  }
}
"""
    assert shrink_css(css) == "a,b > c{margin:0 auto;width:calc(100% - 2rem)}@media (max-width:3rem){a{color:red}}"


def test_own_css_and_scripts_name_no_other_server() -> None:
    for asset in all_assets():
        foreign = re.findall(rb"https?://[^\"' )]+|@import|url\(", asset.body)
        assert set(foreign) <= {b"http://www.w3.org/2000/svg"}, asset.name


def test_dark_values_are_the_same_for_the_system_and_for_the_reader() -> None:
    blocks = re.findall(r"color-scheme: dark;(.*?)}", read_static("css/tokens.css"), flags=re.DOTALL)
    system, reader = (" ".join(block.split()) for block in blocks)
    assert system == reader
