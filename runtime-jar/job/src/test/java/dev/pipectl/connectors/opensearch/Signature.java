package dev.pipectl.connectors.opensearch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS's Signature Version 4 worked out from a request as it arrived, by AWS's description and without its SDK. */
final class Signature {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private Signature() {}

    /** {@code key/region/service} when the request is signed with the secret, else what is wrong. */
    static String check(ScriptedHttp.Request request, String secret) throws Exception {
        Matcher said = AUTHORIZATION.matcher(request.headers().getOrDefault("authorization", ""));
        if (!said.matches()) {
            return "not signed: " + request.headers();
        }
        String bodyHash = hex(MessageDigest.getInstance("SHA-256").digest(request.body().getBytes(StandardCharsets.UTF_8)));
        Map<String, String> query = new TreeMap<>();
        if (request.uri().getRawQuery() != null) {
            for (String pair : request.uri().getRawQuery().split("&")) {
                query.put(pair.split("=")[0], pair.split("=", 2)[1].replace("*", "%2A").replace(",", "%2C"));
            }
        }
        String canonical = String.join("\n",
                request.method(),
                request.uri().getRawPath(),
                query.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).collect(Collectors.joining("&")),
                Arrays.stream(said.group(5).split(";")).map(name -> name + ":" + request.headers().get(name).strip() + "\n").collect(Collectors.joining()),
                said.group(5),
                bodyHash);
        String scope = said.group(2) + "/" + said.group(3) + "/" + said.group(4) + "/aws4_request";
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", request.headers().get("x-amz-date"), scope,
                hex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8))));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {said.group(2), said.group(3), said.group(4), "aws4_request"}) {
            key = mac(key, part);
        }
        boolean right = hex(mac(key, toSign)).equals(said.group(6)) && bodyHash.equals(request.headers().get("x-amz-content-sha256"));
        return right ? said.group(1) + "/" + said.group(3) + "/" + said.group(4) : "signed otherwise: " + canonical;
    }

    private static byte[] mac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
