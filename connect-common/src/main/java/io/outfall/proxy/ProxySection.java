// SPDX-License-Identifier: Apache-2.0
package io.outfall.proxy;

import io.outfall.config.Key;
import io.outfall.config.Section;
import io.outfall.config.Values;
import io.outfall.proxy.ProxySettings.Login;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The keys of {@link ProxySettings}, beside that of the address: {@code x.proxy.url}, so {@code x.proxy.user}. */
public final class ProxySection implements Section<Optional<ProxySettings>> {
    private static final String URL = ".url";

    private final Key<Optional<URI>> url;
    private final Key<Optional<String>> user;
    private final Key<Optional<Password>> password;
    private final String about;

    /**
     * @param url of the address; its name ends in {@code .url}
     * @param about what the reference says of such proxies
     */
    public ProxySection(Key<Optional<URI>> url, String about) {
        String prefix = url.name().substring(0, url.name().length() - URL.length());
        this.url = url;
        this.user = Key.text(prefix + ".user")
                .doc("The user that the proxy wants to know.")
                .importance(Importance.LOW)
                .optional();
        this.password = Key.secret(prefix + ".password")
                .doc("The password of the proxy's user.")
                .importance(Importance.LOW)
                .optional();
        this.about = about;
    }

    @Override
    public String title() {
        return "Proxy";
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(url, user, password);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                (values, problems) -> {
                    boolean named = values.get(user).isPresent();
                    if (named != values.get(password).isPresent()) {
                        problems.add(named ? password : user, "is missing: " + (named ? user : password) + " is set");
                    }
                },
                (values, problems) -> {
                    if (values.get(user).isPresent() && values.get(url).isEmpty()) {
                        problems.add(user, "is for a proxy, but " + url + " is not set");
                    }
                });
    }

    @Override
    public Optional<ProxySettings> read(Values values) {
        Optional<Login> login =
                values.get(user).flatMap(name -> values.get(password).map(secret -> new Login(name, secret)));
        return values.get(url).map(address -> new ProxySettings(address, login.orElse(null)));
    }
}
