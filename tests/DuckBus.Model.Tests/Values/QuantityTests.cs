using System.Globalization;
using DuckBus.Model.Json;
using DuckBus.Model.Values;
using FsCheck;
using FsCheck.Fluent;

namespace DuckBus.Model.Tests.Values;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("250m", "0.25")]
    [InlineData("1.5", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("+2", "2")]
    [InlineData("-1", "-1")]
    [InlineData("1e3", "1000")]
    [InlineData("1E3", "1000")]
    [InlineData("12e-3", "0.012")]
    [InlineData("1n", "0.000000001")]
    [InlineData("100u", "0.0001")]
    [InlineData("2k", "2000")]
    [InlineData("1M", "1000000")]
    [InlineData("1G", "1000000000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("1Ki", "1024")]
    [InlineData("64Mi", "67108864")]
    [InlineData("1.5Gi", "1610612736")]
    [InlineData("1Ei", "1152921504606846976")]
    public void A_quantity_is_read_with_its_suffix(string text, string value) =>
        Quantity.Parse(text).Value.ShouldBe(decimal.Parse(value, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Mi")]
    [InlineData("duck")]
    [InlineData("1 Mi")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1mi")]
    [InlineData("1KI")]
    [InlineData("1K")]
    [InlineData("1MiMi")]
    [InlineData("1e3Mi")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    [InlineData("79228162514264337593543950335E")]
    public void Anything_else_is_no_quantity(string? text)
    {
        Quantity.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Quantity.Parse(text!)).Message.ShouldContain("is not a quantity such as 250m");
    }

    [Fact]
    public void Quantities_are_equal_when_their_amounts_are()
    {
        Quantity.Parse("1").ShouldBe(Quantity.Parse("1000m"));
        Quantity.Parse("1").GetHashCode().ShouldBe(Quantity.Parse("1000m").GetHashCode());
        Quantity.Parse("1Ki").ShouldNotBe(Quantity.Parse("1k"));
        default(Quantity).ShouldBe(Quantity.Parse("0"));
        default(Quantity).ToString().ShouldBe("0");
    }

    [Fact]
    public void Any_number_with_any_suffix_is_its_product_and_keeps_its_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        Gen.Elements(("", 1m), ("m", 0.001m), ("u", 0.000001m), ("k", 1e3m), ("M", 1e6m), ("T", 1e12m), ("Ki", 1024m), ("Gi", 1073741824m)).ToArbitrary(),
        (number, suffix) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{number}{suffix.Item1}");
            var quantity = Quantity.Parse(text);
            return quantity.Value == number * suffix.Item2
                && quantity.ToString() == text
                && ModelJson.Read<Quantity>(ModelJson.Write(quantity)).Equals(quantity);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_is_refused_or_kept_as_it_is() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text => !Quantity.TryParse(text, out var quantity) || quantity.ToString() == text)
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2", "\"2\"")]
    [InlineData("\"64Mi\"", "\"64Mi\"")]
    [InlineData("0.5", "\"0.5\"")]
    public void A_quantity_comes_as_string_or_number_and_is_written_as_string(string json, string written) =>
        System.Text.Encoding.UTF8.GetString(ModelJson.Write(ModelJson.Read<Quantity>(System.Text.Encoding.UTF8.GetBytes(json)))).ShouldBe(written);

    [Theory]
    [InlineData("\"duck\"")]
    [InlineData("true")]
    [InlineData("{}")]
    public void What_is_no_quantity_is_refused_in_JSON(string json) =>
        Should.Throw<System.Text.Json.JsonException>(() => ModelJson.Read<Quantity>(System.Text.Encoding.UTF8.GetBytes(json)));
}
